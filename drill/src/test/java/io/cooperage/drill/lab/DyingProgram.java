package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Injects two faults into the lab of tests, says so, and waits to be killed. */
final class DyingProgram {

  static final String INJECTED = "injected";

  private static final Duration DEAD_MAN = Duration.ofSeconds(12);

  private DyingProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    Lab lab = LabUnderFault.plain().lab();
    for (FaultSpec spec :
        List.of(
            new FaultSpec(FaultKind.CUT, List.of("dc2"), Map.of()),
            new FaultSpec(FaultKind.LOAD_BALANCER_LOSS, List.of("dc3"), Map.of()))) {
      lab.faults().inject(spec, DEAD_MAN, () -> {});
    }
    System.out.println(INJECTED);
    new CountDownLatch(1).await();
  }
}
