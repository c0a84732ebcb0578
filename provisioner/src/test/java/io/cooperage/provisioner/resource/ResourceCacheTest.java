package io.cooperage.provisioner.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.provisioner.plugin.PluginException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCacheTest {
  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path directory;
  private final AtomicInteger fetched = new AtomicInteger();

  @Test
  void aContentIsFetchedOnceAndIsWhatItsHashSays() throws Exception {
    ResourceCache cache = cache("hello");
    assertThat(Files.readString(cache.file(HELLO_SHA256))).isEqualTo("hello");
    assertThat(Files.readString(cache.file(HELLO_SHA256))).isEqualTo("hello");
    assertThat(fetched).hasValue(1);
  }

  @Test
  void anotherContentIsNotKept() throws Exception {
    ResourceCache cache = cache("hullo");
    assertThatThrownBy(() -> cache.file(HELLO_SHA256))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("arrived with SHA-256");
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatIsNoHashIsRefused() {
    assertThatThrownBy(() -> cache("x").file("../../etc/passwd"))
        .isInstanceOf(PluginException.class);
  }

  private ResourceCache cache(String content) {
    return new ResourceCache(
        directory,
        (sha256, out) -> {
          fetched.incrementAndGet();
          write(out, content);
        });
  }

  private static void write(OutputStream out, String content) {
    try {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
