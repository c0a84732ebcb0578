package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceMembersTest {

  private final long self = ProcessHandle.current().pid();

  @Test
  void aProcessIsInItsOwnNamespaces() {
    String link = NamespaceMembers.link(self, "net");

    assertThat(link).startsWith("net:[");
    assertThat(NamespaceMembers.find("net", Set.of(link)))
        .contains(ProcessId.find(self).orElseThrow());
  }

  @Test
  void nobodyIsInANamespaceThatIsNot() {
    assertThat(NamespaceMembers.find("net", Set.of("net:[1]"))).isEmpty();
    assertThat(NamespaceMembers.find("net", Set.of())).isEmpty();
    assertThat(NamespaceMembers.link(self, "nothing")).isEmpty();
  }
}
