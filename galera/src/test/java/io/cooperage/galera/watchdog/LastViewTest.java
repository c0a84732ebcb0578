package io.cooperage.galera.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastViewTest {

  private static final Map<String, String> STATUS =
      Map.of(
          "local_state", "4",
          "cluster_status", "Primary",
          "cluster_size", "3",
          "cluster_weight", "3",
          "local_index", "1",
          "cluster_conf_id", "7",
          "evs_state", "OPERATIONAL");

  private final LastView view = new LastView(0);

  private static View said(String... changed) {
    Map<String, String> status = new HashMap<>(STATUS);
    for (int i = 0; i < changed.length; i += 2) {
      status.put(changed[i], changed[i + 1]);
    }
    return View.of(status, 1);
  }

  private Duration groupAge() {
    return view.groupAge(100);
  }

  @Test
  void theSameGroupGrowsOld() {
    view.told(said(), 10);
    view.told(said("local_recv_queue", "5", "local_state", "2"), 60);
    assertThat(view.age(100)).isEqualTo(Duration.ofNanos(40));
    assertThat(groupAge()).isEqualTo(Duration.ofNanos(90));
    assertThat(view.view()).contains(said("local_recv_queue", "5", "local_state", "2"));
  }

  @Test
  void aChangeOfTheGroupOrTheBeginningOfOneBeginsAnew() {
    view.told(said(), 10);
    view.told(said("cluster_size", "2", "cluster_weight", "2"), 20);
    assertThat(groupAge()).isEqualTo(Duration.ofNanos(80));
    view.told(said("cluster_size", "2", "cluster_weight", "2", "cluster_conf_id", "9"), 30);
    assertThat(groupAge()).isEqualTo(Duration.ofNanos(70));
    view.told(
        said(
            "cluster_size", "2",
            "cluster_weight", "2",
            "cluster_conf_id", "9",
            "evs_state", "GATHER"),
        40);
    assertThat(groupAge()).isEqualTo(Duration.ofNanos(60));
  }

  @Test
  void whatWasAskedBeforeIsNoNews() {
    view.told(said(), 10);
    view.told(said("cluster_size", "2"), 10);
    assertThat(view.view()).contains(said());
    view.forget(50);
    view.told(said(), 40);
    assertThat(view.view()).isEmpty();
    assertThat(view.age(100)).isEqualTo(Duration.ofNanos(50));
  }
}
