package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostnamesTest {
  @ParameterizedTest
  @CsvSource({
    "123i.am-a_clusTer, 1, 1002, , i-am-a-cluster1-1002.local",
    "123, 7, 1000, , 7-1000.local",
    "_lab, 7, 1000, , lab7-1000.local",
    "web, 42, 1000, example.org, web42-1000.example.org",
    "web, 42, 1000, .example.org, web42-1000.example.org"
  })
  void isMadeOfTheClusterAndTheNumbers(
      String cluster, long number, int node, String suffix, String hostname) {
    assertThat(Hostnames.of(cluster, number, node, Optional.ofNullable(suffix)))
        .isEqualTo(hostname);
  }

  @Test
  void longNamesAreCutAndTheNumbersKept() {
    String hostname = Hostnames.of("a".repeat(255), 123, 1004, Optional.empty());
    assertThat(hostname).isEqualTo("a".repeat(55) + "123-1004.local");
    assertThat(hostname.indexOf('.')).isEqualTo(63);
  }

  @Property
  void isAlwaysALegalLabel(
      @ForAll @StringLength(max = 300) String cluster,
      @ForAll @LongRange(min = 1) long number,
      @ForAll @IntRange(min = 1000) int node) {
    assertThat(Hostnames.of(cluster, number, node, Optional.empty()))
        .matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.local");
  }
}
