package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Injects two faults into the site of its argument, says so, and waits to be killed. */
final class DyingOperator {

  static final String INJECTED = "injected";

  private static final Duration DEAD_MAN = Duration.ofSeconds(10);

  private DyingOperator() {}

  public static void main(String[] arguments) throws InterruptedException {
    RemoteFaultSite site = new RemoteFaultSite(Site.read(Path.of(arguments[0])));
    for (FaultSpec spec :
        List.of(
            new FaultSpec(FaultKind.CUT, List.of("dc2"), Map.of()),
            new FaultSpec(FaultKind.POWER_LOSS, List.of("dc3"), Map.of()))) {
      site.inject(spec, DEAD_MAN, () -> {});
    }
    System.out.println(INJECTED);
    new CountDownLatch(1).await();
  }
}
