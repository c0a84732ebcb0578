package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParameterTest {
  @Test
  void aTimeIsReadAsItIs() {
    assertThat(TimeParameter.parse("2026-01-31T08:00:00.5Z"))
        .isEqualTo(Instant.parse("2026-01-31T08:00:00.5Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "-292275055-05-16T16:47:04Z",
        "0999-12-31T00:00:00Z",
        "+10000-01-01T00:00:00Z",
      })
  void noneThatTheDatabaseDoesNotKnow(String text) {
    assertThatThrownBy(() -> TimeParameter.parse(text)).isInstanceOf(DateTimeParseException.class);
  }
}
