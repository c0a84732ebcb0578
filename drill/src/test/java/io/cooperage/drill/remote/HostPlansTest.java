package io.cooperage.drill.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hosts a fault concerns, and what it tells them of the others. */
class HostPlansTest {

  @TempDir private Path directory;
  private HostPlans plans;

  @BeforeEach
  void read() throws IOException {
    plans =
        new HostPlans(
            Site.read(
                Files.writeString(
                    directory.resolve("site.yml"),
                    """
                    ssh: {keyFile: key, knownHostsFile: hosts}
                    datacenters:
                      dc1:
                        hosts:
                          a: {address: 192.0.2.1, components: {galera: , server: }}
                          b: {address: 192.0.2.2, alsoKnownAs: ["2001:db8::2"], components: {server: }}
                      dc2:
                        hosts:
                          c: {address: 192.0.2.3, components: {galera: }}
                      dc3:
                        hosts:
                          d: {address: 192.0.2.4, components: {galera: }}
                    """)));
  }

  private Map<SiteHost, HostFault> plan(String kind, List<String> targets, String... with) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < with.length; i += 2) {
      parameters.put(with[i], with[i + 1]);
    }
    return plans.plan(new FaultSpec(FaultKind.named(kind), targets, parameters));
  }

  @Test
  void aCutDropsWhatComesFromAndGoesToAllAddressesOfTheOthers() {
    Map<SiteHost, HostFault> cut = plan("cut", List.of("dc3"));

    assertThat(cut.keySet()).extracting(SiteHost::name).containsExactly("d");
    assertThat(cut.values().iterator().next().inject().get(0))
        .contains("ip saddr { 192.0.2.1, 192.0.2.2, 192.0.2.3 } counter drop")
        .contains("ip daddr { 192.0.2.1, 192.0.2.2, 192.0.2.3 } counter drop")
        .contains("ip6 daddr { 2001:db8::2 } counter drop");
    assertThat(plan("cut", List.of("dc2"), "direction", "in").values().iterator().next().inject())
        .singleElement()
        .asString()
        .contains("saddr")
        .doesNotContain("daddr");
  }

  @Test
  void bothEndsMakeADistanceAndOthersStayAsTheyAre() {
    Map<SiteHost, HostFault> wan =
        plan("wan", List.of("dc1", "dc2"), "rtt", "80ms", "jitter", "5ms", "loss", "2");

    assertThat(wan.keySet()).extracting(SiteHost::name).containsExactly("a", "b", "c");
    assertThat(wan.values())
        .extracting(fault -> fault.inject().get(0))
        .startsWith(
            "lengthen 100gbit 'limit 50000 delay 40000us 5000us loss 2.000000%' 192.0.2.3",
            "lengthen 100gbit 'limit 50000 delay 40000us 5000us loss 2.000000%' 192.0.2.3",
            "lengthen 100gbit 'limit 50000 delay 40000us 5000us loss 2.000000%' 192.0.2.1"
                + " 192.0.2.2 2001:db8::2");
    assertThat(plan("wan", List.of("dc3"), "bandwidth", "2.5").values())
        .extracting(fault -> fault.inject().get(0))
        .contains("lengthen 2500kbit '' 192.0.2.4");
    assertThat(plan("wan", List.of(), "rtt", "1ms")).hasSize(4);
  }

  @Test
  void serversAreCountedThroughTheHostsOfADatacenter() {
    Map<SiteHost, HostFault> second = plan("server-loss", List.of("dc1"), "number", "2");

    assertThat(second.keySet()).extracting(SiteHost::name).containsExactly("b");
    assertThatThrownBy(() -> plan("server-loss", List.of("dc2")))
        .hasMessage("dc2 has no server 1: its hosts have 0 in the site file.");
    assertThatThrownBy(() -> plan("zookeeper-loss", List.of("dc1")))
        .hasMessage("No host of dc1 has zookeeper in the site file.");
  }

  @Test
  void everyHostIsKeptBusy() {
    Map<SiteHost, HostFault> busy = plan("busy-cpu", List.of(), "share", "75");

    assertThat(busy.keySet()).extracting(SiteHost::name).containsExactly("a", "b", "c", "d");
    assertThat(busy.values())
        .extracting(HostFault::inject)
        .containsOnly(List.of("burn 0.150 0.050"));
    assertThat(busy.values()).extracting(HostFault::undo).containsOnly(List.of("stop_burning"));
  }

  @Test
  void whatCannotBeDoneSaysWhy() {
    assertThat(plans.impossible(FaultKind.DRAIN)).contains("the site file names no api");
    assertThat(plans.impossible(FaultKind.READ_ONLY_DISK)).isPresent();
    assertThat(plans.impossible(FaultKind.CUT)).isEmpty();
    assertThatThrownBy(() -> plan("commit-cut", List.of("dc1")))
        .hasMessageStartingWith("Real hosts cannot do commit-cut here: it takes a proxy");
    assertThatThrownBy(() -> plan("backup", List.of("dc1")))
        .hasMessageStartingWith("Real hosts cannot do backup here: the site file does not say");
    assertThatThrownBy(() -> plan("state-transfer", List.of("dc1")))
        .hasMessageStartingWith("Real hosts cannot do state-transfer here: it removes the data");
  }
}
