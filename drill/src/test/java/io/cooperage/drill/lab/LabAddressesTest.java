package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabAddressesTest {

  @Test
  void twoLabsShareNothing() {
    LabAddresses first = new LabAddresses(0);
    LabAddresses second = new LabAddresses(1);
    Set<String> names = new HashSet<>();
    for (LabAddresses lab : List.of(first, second)) {
      for (Datacenter datacenter : Datacenter.all()) {
        names.addAll(lab.namespaces(datacenter));
        names.add(lab.address(datacenter));
        names.add(lab.subnet(datacenter));
      }
      names.add(lab.wan());
      names.add(Integer.toString(lab.globalPort()));
    }

    assertThat(names).hasSize(2 * (Datacenter.COUNT * (LabAddresses.MACHINES + 1 + 2) + 2));
  }

  @Test
  void theFirstLabHasTheAddressesOfTheDocumentation() {
    LabAddresses lab = new LabAddresses(0);

    assertThat(lab.address(new Datacenter(2))).isEqualTo("10.77.2.1");
    assertThat(lab.machineAddress(new Datacenter(3), 12)).isEqualTo("10.77.3.112");
    assertThat(lab.globalPort()).isEqualTo(8080);
    assertThat(lab.machineNamespace(new Datacenter(1), 1)).isEqualTo("cpg0-dc1-m01");
  }

  @Test
  void deviceNamesFitIntoTheKernel() {
    assertThat(new LabAddresses(20).hostDevice()).hasSizeLessThan(16);
  }

  @Test
  void refusesAnIndexWithoutANetwork() {
    assertThatThrownBy(() -> new LabAddresses(21)).hasMessageContaining("LAB_INDEX is 21");
    assertThatThrownBy(() -> Datacenter.named("dc4")).hasMessageContaining("dc1 to dc3");
  }
}
