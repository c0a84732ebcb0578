package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Topology;
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
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTimelineTest {

  private static final Map<String, String> BRIEF =
      Map.of("dc", "dc2", "leadIn", "20ms", "lasting", "30ms", "leadOut", "10ms");

  private final List<String> events = new ArrayList<>();

  private final class Site implements FaultSite {
    @Override
    public Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed) {
      events.add(spec.what());
      return new Injection() {
        @Override
        public String what() {
          return spec.what();
        }

        @Override
        public void heal() {
          events.add("heal " + spec.what());
        }

        @Override
        public boolean standing() {
          return !events.contains("heal " + spec.what());
        }
      };
    }

    @Override
    public Set<FaultKind> kinds() {
      return EnumSet.allOf(FaultKind.class);
    }
  }

  private FaultTimeline timeline() {
    Duration second = Duration.ofSeconds(1);
    Topology topology = new Topology(Set.of("dc1", "dc2", "dc3"), second, second, second, second);
    DrillPlan plan = DrillPlan.of(DefinitionLibrary.find("dc-loss", "", BRIEF), topology);
    return new FaultTimeline(plan, new Site(), new PrintStream(new ByteArrayOutputStream()));
  }

  @Test
  void faultsComeAndAreHealedAtTheTimesOfTheDrill() throws Exception {
    long begin = System.nanoTime();
    timeline().play();
    assertThat(events).containsExactly("kill dc2", "heal kill dc2");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(55));
  }

  @Test
  void interruptedBeforeTheFaultItBreaksNothing() {
    Thread.currentThread().interrupt();
    assertThat(interrupted(timeline())).isTrue();
    assertThat(events).isEmpty();
  }

  private static boolean interrupted(FaultTimeline timeline) {
    try {
      timeline.play();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
