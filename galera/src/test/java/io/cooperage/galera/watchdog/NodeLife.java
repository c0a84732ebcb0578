package io.cooperage.galera.watchdog;

import io.cooperage.galera.watchdog.Judgement.Finding;
import io.cooperage.galera.watchdog.Sample.Canary;
import io.cooperage.galera.watchdog.Sample.Disk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A node as its watchdog sees it, look by look. */
final class NodeLife {

  private final WatchdogLimits limits;
  private final Judge judge;
  private final LastView view = new LastView(0);
  private final List<Sample> history = new ArrayList<>();
  private long tick;

  /**
   * What a look finds.
   *
   * @param told what the node says of itself; empty if it does not answer
   */
  record Moment(Canary canary, Disk disk, Optional<View> told) {}

  NodeLife(WatchdogLimits limits) {
    this.limits = limits;
    this.judge = new Judge(limits);
  }

  Finding live(Moment moment) {
    tick++;
    Duration at = limits.interval().multipliedBy(tick);
    moment.told().ifPresent(said -> view.told(said, at.toNanos()));
    if (moment.canary() == Canary.IN_TIME) {
      history.clear();
    }
    history.add(
        new Sample(
            at,
            moment.canary(),
            moment.disk(),
            moment.told().isPresent(),
            false,
            OptionalLong.of(tick),
            view.view(),
            view.age(at.toNanos()),
            view.groupAge(at.toNanos())));
    return judge.judge(List.copyOf(history)).finding();
  }
}
