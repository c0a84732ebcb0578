package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/errors.md has a line for each error code, with its status and whether to retry.
 */
class ErrorCatalogueTest {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\| <a id=\"(\\w+)\"></a>`(\\w+)` \\| (\\d+) \\| (yes|no) \\|.+", Pattern.MULTILINE);

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
