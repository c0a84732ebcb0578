package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.util.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final Retries retries =
      new Retries(
          new WebhookConfig(
              false,
              null,
              Duration.seconds(1),
              Duration.seconds(60),
              Duration.minutes(10),
              Duration.minutes(15),
              null,
              null,
              null));

  @Test
  void pausesDoubleWithSomeChanceUpToTheLongest() {
    Cursor cursor = Cursor.at(7);
    Instant now = START;
    for (int failure = 1; failure <= 9; failure++) {
      cursor = retries.afterFailure(cursor, 8, now);
      double wanted = Math.min(60_000, 1000 * Math.pow(2, failure - 1));
      long pause = cursor.nextAt().orElseThrow().toEpochMilli() - now.toEpochMilli();
      assertThat((double) pause).isBetween(wanted * 0.79, wanted * 1.21);
      assertThat(cursor.position()).isEqualTo(7);
      assertThat(cursor.attempts()).isEqualTo(failure);
      assertThat(cursor.isDue(now)).isFalse();
      now = cursor.nextAt().orElseThrow();
      assertThat(cursor.isDue(now)).isTrue();
    }
  }

  @Test
  void anEventIsGivenUpInTheEndAndTheNextHasItsOwnTime() {
    Cursor cursor = retries.afterFailure(Cursor.at(7), 8, START);
    Instant late = START.plusSeconds(600);
    Cursor after = retries.afterFailure(cursor, 8, late);
    assertThat(after.position()).isEqualTo(8);
    assertThat(after.attempts()).isZero();
    assertThat(after.isDue(late)).isTrue();
    assertThat(after.failingSince()).contains(START);
    Cursor next = retries.afterFailure(after, 9, late);
    assertThat(next.position()).isEqualTo(8);
    assertThat(next.firstFailedAt()).contains(late);
  }

  @Test
  void aWebhookIsHopelessWhenNothingGetsThroughAndNotWhileSomethingDoes() {
    Cursor failing = retries.afterFailure(Cursor.at(7), 8, START);
    assertThat(retries.isHopeless(failing, START.plusSeconds(899))).isFalse();
    assertThat(retries.isHopeless(failing, START.plusSeconds(900))).isTrue();
    assertThat(retries.isHopeless(failing.delivered(8), START.plusSeconds(900))).isFalse();
  }
}
