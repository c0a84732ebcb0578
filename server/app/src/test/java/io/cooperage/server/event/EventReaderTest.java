package io.cooperage.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.EventView;
import io.cooperage.api.Role;
import io.cooperage.server.access.Caller;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final PlacedEvent OF_ANN = event("acme", Optional.of("ann"));
  private static final PlacedEvent OF_ALL = event("acme", Optional.empty());
  private static final PlacedEvent OF_NOBODY = event("acme", Optional.of(""));
  private static final PlacedEvent ELSEWHERE = event("other", Optional.of("ann"));

  @Test
  void usersSeeWhatConcernsTheirClustersAndWhatConcernsEverybody() {
    EventReader ann = reader("ann", Role.MEMBER);
    assertThat(ann.sees(OF_ANN)).isTrue();
    assertThat(ann.sees(OF_ALL)).isTrue();
    assertThat(ann.sees(ELSEWHERE)).isFalse();
    EventReader bob = reader("bob", Role.MEMBER);
    assertThat(bob.sees(OF_ANN)).isFalse();
    assertThat(bob.sees(OF_NOBODY)).isFalse();
    assertThat(bob.sees(OF_ALL)).isTrue();
  }

  @Test
  void administratorsSeeAllOfTheirTenantAndSuperadminsAllOfAll() {
    EventReader admin = reader("boss", Role.ADMIN);
    assertThat(admin.sees(OF_ANN)).isTrue();
    assertThat(admin.sees(OF_NOBODY)).isTrue();
    assertThat(admin.sees(ELSEWHERE)).isFalse();
    assertThat(reader("root", Role.SUPERADMIN).sees(ELSEWHERE)).isTrue();
  }

  private static EventReader reader(String user, Role role) {
    return EventReader.of(new Caller("acme", user, role, "request"));
  }

  private static PlacedEvent event(String tenant, Optional<String> owner) {
    return new PlacedEvent(
        new EventView(
            1,
            "cluster.active",
            tenant,
            "cluster/00000042",
            Instant.EPOCH,
            "dc1",
            JsonNodeFactory.instance.objectNode()),
        owner);
  }
}
