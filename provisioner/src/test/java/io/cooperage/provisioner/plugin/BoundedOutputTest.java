package io.cooperage.provisioner.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {
  @Property(tries = 300)
  void theLastBytesAreKeptAndTheRestCounted(
      @ForAll @Size(max = 200) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 64) int limit,
      @ForAll @IntRange(min = 1, max = 50) int chunk) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + Math.floorMod(bytes[i], 26));
    }
    BoundedOutput output = new BoundedOutput(limit);
    for (int i = 0; i < bytes.length; i += chunk) {
      output.write(bytes, i, Math.min(chunk, bytes.length - i));
    }
    String all = new String(bytes, StandardCharsets.US_ASCII);
    assertThat(output.text()).isEqualTo(all.substring(Math.max(0, all.length() - limit)));
    assertThat(output.dropped()).isEqualTo(Math.max(0, bytes.length - limit));
  }

  @Test
  void aCharacterCutInHalfIsLeftOut() {
    BoundedOutput output = new BoundedOutput(4);
    byte[] bytes = "xé€".getBytes(StandardCharsets.UTF_8);
    output.write(bytes, 0, bytes.length);
    assertThat(output.text()).isEqualTo("€");
    assertThat(output.dropped()).isEqualTo(3);
  }
}
