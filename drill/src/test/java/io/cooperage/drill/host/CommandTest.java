package io.cooperage.drill.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void returnsWhatTheCommandPrints() {
    assertThat(Command.of("cat").withInput("word").run()).isEqualTo("word");
  }

  @Test
  void saysWhyACommandFailed() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo broken >&2; exit 7").run())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("broken");
  }

  @Test
  void doesNotMindACommandThatLeavesItsInputUnread() {
    Command.Outcome outcome = Command.of("false").withInput("x".repeat(100_000)).attempt();

    assertThat(outcome.succeeded()).isFalse();
  }

  @Test
  void endsACommandThatTakesTooLong() {
    assertThatThrownBy(() -> Command.of("sleep", "60").within(Duration.ofMillis(200)).run())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("took more than");
  }

  @Test
  void saysWhichProgramIsMissing() {
    assertThatThrownBy(() -> Command.of("no-such-program").run())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("no-such-program");
  }
}
