package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.fault.Cuts.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutsTest {

  private static final Direction THERE = new Direction("10.77.1.0/24", "10.77.2.0/24");
  private static final Direction BACK = new Direction("10.77.2.0/24", "10.77.1.0/24");

  @Test
  void noCutsLeaveNoTable() {
    assertThat(new Cuts("wan").script(List.of()))
        .isEqualTo("table ip cooperage_cuts\ndelete table ip cooperage_cuts\n");
  }

  @Test
  void replacesAllRulesInOneScript() {
    assertThat(new Cuts("wan").script(List.of(BACK, THERE)))
        .startsWith("table ip cooperage_cuts\ndelete table ip cooperage_cuts\n")
        .contains("ip saddr 10.77.1.0/24 ip daddr 10.77.2.0/24 counter drop")
        .contains("ip saddr 10.77.2.0/24 ip daddr 10.77.1.0/24 counter drop");
  }

  @Test
  void thoseOfAFaultHaveATableOfTheirOwn() {
    assertThat(Cuts.ofFault("wan", 3).script(List.of(BACK)))
        .startsWith("table ip cooperage_fault_3\ndelete table ip cooperage_fault_3\n")
        .doesNotContain("cooperage_cuts");
  }

  @Test
  void readsWhatTheKernelLists() {
    String listing =
        """
        table ip cooperage_cuts {
        	chain links {
        		type filter hook forward priority filter; policy accept;
        		ip saddr 10.77.1.0/24 ip daddr 10.77.2.0/24 counter packets 10 bytes 2758 drop
        		ip saddr 10.77.2.0/24 ip daddr 10.77.1.0/24 counter packets 13 bytes 2042 drop
        	}
        }
        """;

    assertThat(Cuts.parse(listing)).containsExactly(THERE, BACK);
  }
}
