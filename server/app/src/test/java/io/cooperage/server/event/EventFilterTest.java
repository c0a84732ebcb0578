package io.cooperage.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
  @ParameterizedTest
  @CsvSource({
    "*, cluster.active, true",
    "cluster.*, cluster.active, true",
    "cluster.*, clusters.active, false",
    "cluster.*, cluster, false",
    "cluster.active, cluster.active, true",
    "cluster.active, cluster.activated, false",
    "webhook.delivery-dead, webhook.delivery-dead, true",
  })
  void typesAreExactOrABeginning(String pattern, String type, boolean matches) {
    assertThat(filter(List.of(pattern), Optional.empty()).matches(event(type, "cluster/1")))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "cluster/*, cluster/00000042, true",
    "cluster/0000004*, cluster/00000042, true",
    "cluster/00000042, cluster/00000042, true",
    "cluster/00000042, cluster/000000421, false",
    "service/*, cluster/00000042, false",
  })
  void subjectsAreExactOrABeginning(String pattern, String subject, boolean matches) {
    assertThat(filter(List.of(), Optional.of(pattern)).matches(event("a.b", subject)))
        .isEqualTo(matches);
  }

  @Test
  void oneOfSeveralTypesIsEnoughAndTheSubjectMustFitToo() {
    EventFilter filter = filter(List.of("job.*", "cluster.active"), Optional.of("cluster/1"));
    assertThat(filter.matches(event("job.running", "cluster/1"))).isTrue();
    assertThat(filter.matches(event("cluster.active", "cluster/1"))).isTrue();
    assertThat(filter.matches(event("cluster.active", "cluster/2"))).isFalse();
    assertThat(EventFilter.OF_ALL.matches(event("x.y", "z"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Cluster.active", "cluster.", "*.active", "cluster.*.x", "a b"})
  void aPatternThatCanMatchNothingIsRefused(String pattern) {
    assertThatThrownBy(() -> filter(List.of(pattern), Optional.empty()).checked())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void tooManyPatternsAndABlankSubjectAreRefused() {
    assertThatThrownBy(() -> filter(Collections.nCopies(51, "a.b"), Optional.of(" ")).checked())
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.errors()).hasSize(2));
  }

  private static EventFilter filter(List<String> types, Optional<String> subject) {
    return new EventFilter(types, subject);
  }

  private static EventView event(String type, String subject) {
    return new EventView(
        1, type, "acme", subject, Instant.EPOCH, "dc1", JsonNodeFactory.instance.objectNode());
  }
}
