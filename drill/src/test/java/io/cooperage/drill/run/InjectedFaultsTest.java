package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cooperage.drill.definition.Step;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InjectedFaultsTest {

  private static final Step KILL = step("dc1");
  private static final Step ANOTHER = step("dc2");

  private final List<String> healed = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private static Step step(String datacenter) {
    return new Step(
        Duration.ZERO,
        new FaultSpec(FaultKind.KILL, List.of(datacenter), Map.of()),
        Duration.ofSeconds(30));
  }

  private InjectedFaults faults() {
    return new InjectedFaults(new Site(), new PrintStream(said, true));
  }

  private final class Site implements FaultSite {
    @Override
    public Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed) {
      assertThat(deadMan).isGreaterThan(KILL.lasting());
      return new Injection() {
        @Override
        public String what() {
          return spec.what();
        }

        @Override
        public void heal() {
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          healed.add(spec.what());
          if (spec.targets().contains("dc9")) {
            throw new IllegalStateException("it cannot be healed");
          }
        }

        @Override
        public OptionalLong hits() {
          return healed.contains(spec.what()) ? OptionalLong.of(7) : OptionalLong.of(6);
        }

        @Override
        public boolean standing() {
          return !healed.contains(spec.what());
        }
      };
    }

    @Override
    public Set<FaultKind> kinds() {
      return EnumSet.allOf(FaultKind.class);
    }
  }

  @Test
  void healedByTheDrillItIsNotHealedAgain() {
    try (InjectedFaults faults = faults()) {
      faults.inject(KILL, () -> {});
      assertThat(faults.heal(KILL)).as("what it hit until it was healed").hasValue(7);
    }
    assertThat(healed).containsExactly("kill dc1");
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void drillThatFailsHealsAllThatStand() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try (InjectedFaults faults = faults()) {
                faults.inject(KILL, () -> {});
                faults.inject(ANOTHER, () -> {});
                throw new IllegalStateException("the drill fails");
              }
            });
    assertThat(healed).containsExactly("kill dc1", "kill dc2");
    assertThat(said.toString()).contains("heal kill dc1", "heal kill dc2");
  }

  @Test
  void oneThatCannotBeHealedKeepsNoOtherFromIt() {
    try (InjectedFaults faults = faults()) {
      faults.inject(step("dc9"), () -> {});
      faults.inject(KILL, () -> {});
    }
    assertThat(healed).containsExactly("kill dc9", "kill dc1");
    assertThat(said.toString()).contains("kill dc9 still stands: it cannot be healed");
  }

  @Test
  void interruptedDrillHealsInPeaceAndStaysInterrupted() {
    try (InjectedFaults faults = faults()) {
      faults.inject(KILL, () -> {});
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(healed).containsExactly("kill dc1");
  }

  @Test
  void withoutAFaultNothingIsHealed() {
    faults().close();
    assertThat(healed).isEmpty();
  }
}
