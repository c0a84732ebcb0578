package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/errors.md has a line for each error code, with its status and whether to retry,
 * and there is no code that nobody gives.
 */
class ErrorCatalogueTest {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\| <a id=\"(\\w+)\"></a>`(\\w+)` \\| (\\d+) \\| (yes|no) \\|.+", Pattern.MULTILINE);

  private static final Pattern USE = Pattern.compile("\\bErrorCode\\.([A-Z_]+)\\b");

  @Test
  void everyCodeIsDocumentedAsItIs() throws Exception {
    String document = Files.readString(Path.of("../../docs/reference/errors.md"));
    List<String> documented =
        LINE.matcher(document).results().map(ErrorCatalogueTest::line).toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> line(code.wire(), code.wire(), code.status(), code.retryable()))
                .toList());
  }

  @Test
  void everyCodeIsSaidBySomebody() throws Exception {
    Set<String> said = new HashSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        USE.matcher(Files.readString(source)).results().forEach(use -> said.add(use.group(1)));
      }
    }
    assertThat(ErrorCode.values()).extracting(ErrorCode::name).isSubsetOf(said);
  }

  private static String line(MatchResult found) {
    return line(
        found.group(1),
        found.group(2),
        Integer.parseInt(found.group(3)),
        found.group(4).equals("yes"));
  }

  private static String line(String anchor, String code, int status, boolean retry) {
    return anchor + " " + code + " " + status + " " + retry;
  }
}
