package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir private Path directory;
  private Path log;
  private LogTail tail;

  @BeforeEach
  void name() {
    log = directory.resolve("one.log");
    tail = new LogTail(log);
  }

  private void append(byte... bytes) throws IOException {
    Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void append(String text) throws IOException {
    append(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void eachLineIsReadOnceAndWhole() throws IOException {
    assertThat(tail.get()).isEmpty();
    append("one\ntwo\nthr");
    assertThat(tail.get()).isEqualTo("one\ntwo\n");
    assertThat(tail.get()).isEmpty();
    append("ee\n");
    assertThat(tail.get()).isEqualTo("three\n");
  }

  @Test
  void whatIsNoTextMovesNothing() throws IOException {
    append((byte) 'a', (byte) 0xff, (byte) 0xc3, (byte) '\n', (byte) 'b');
    assertThat(tail.get()).startsWith("a").endsWith("\n");
    append("c\n");
    assertThat(tail.get()).isEqualTo("bc\n");
  }
}
