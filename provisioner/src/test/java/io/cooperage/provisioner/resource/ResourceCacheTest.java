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
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
        1000,
        (sha256, out) -> {
          fetched.incrementAndGet();
          write(out, content);
        },
        Clock.systemUTC());
  }

  @Test
  void aFileThatWasChangedIsFetchedAgain() throws Exception {
    ResourceCache cache = cache("hello");
    Path file = cache.file(HELLO_SHA256);
    Files.writeString(file, "hullo, changed");
    assertThat(Files.readString(cache.file(HELLO_SHA256))).isEqualTo("hello");
    assertThat(fetched).hasValue(2);
  }

  @Test
  void aFileThatAnotherProcessLeftIsVerifiedBeforeItsUse() throws Exception {
    Files.writeString(directory.resolve(HELLO_SHA256), "rotten");
    Files.writeString(directory.resolve(HELLO_SHA256 + "1.part"), "hel");
    assertThat(Files.readString(cache("hello").file(HELLO_SHA256))).isEqualTo("hello");
    assertThat(fetched).hasValue(1);
    assertThat(Files.readString(cache("other").file(HELLO_SHA256))).isEqualTo("hello");
    assertThat(fetched).hasValue(1);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void beyondTheBoundThatGoesWhichWasNotUsedForLongest() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    ResourceCache cache =
        new ResourceCache(
            directory, 1000, (sha256, out) -> write(out, contents.get(sha256)), clock(now));
    List<Path> files = new ArrayList<>();
    for (String letter : List.of("a", "b", "c")) {
      files.add(cache.file(made(letter.repeat(400))));
      now.set(now.get().plusSeconds(10));
    }
    assertThat(files).as("all of the last minute stay").allMatch(Files::exists);
    now.set(now.get().plusSeconds(300));
    cache.file(made("a".repeat(400)));
    assertThat(files.get(0)).exists();
    assertThat(files.get(1)).doesNotExist();
    assertThat(files.get(2)).exists();
  }

  private final Map<String, String> contents = new HashMap<>();

  private String made(String content) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    String sha256 = HexFormat.of().formatHex(digest);
    contents.put(sha256, content);
    return sha256;
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private static void write(OutputStream out, String content) {
    try {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
