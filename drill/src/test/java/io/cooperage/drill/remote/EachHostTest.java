package io.cooperage.drill.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EachHostTest {

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  private String work(String host, CountDownLatch refused) {
    switch (host) {
      case "refuses" -> {
        refused.countDown();
        throw new IllegalArgumentException("not here");
      }
      case "breaks" -> throw new HostException("breaks: no answer");
      default -> {
        awaitWithPatience(refused);
        done.add(host);
        return host + " did it";
      }
    }
  }

  private static void awaitWithPatience(CountDownLatch refused) {
    try {
      assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
      // The refusal has to get to whoever gathers before this ends.
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whoever takes back what was done must know of all that it was done on. */
  @Test
  void aRefusalOfOneWaitsForWhatTheOthersDo() {
    CountDownLatch refused = new CountDownLatch(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EachHost.apply(List.of("refuses", "slow"), host -> work(host, refused)))
        .withMessage("not here");
    assertThat(done).containsExactly("slow");
  }

  @Test
  void hostsThatFailAreToldBesideTheResultsOfOthers() {
    CountDownLatch refused = new CountDownLatch(0);
    EachHost.Results<String, String> results =
        EachHost.apply(List.of("breaks", "well"), host -> work(host, refused));
    assertThat(results.values()).containsEntry("well", "well did it").hasSize(1);
    assertThat(results.failures()).hasSize(1);
    assertThatExceptionOfType(HostException.class)
        .isThrownBy(results::all)
        .withMessage("breaks: no answer");
  }
}
