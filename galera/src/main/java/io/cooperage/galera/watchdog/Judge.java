package io.cooperage.galera.watchdog;

import io.cooperage.galera.watchdog.Judgement.Finding;
import io.cooperage.galera.watchdog.Sample.Canary;
import io.cooperage.galera.watchdog.Sample.Disk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Decides whether a node is to be fenced. Only one whose canary is late, whose disk hangs or whose
 * process stands still, look after look, and without which the others keep their quorum, in a group
 * that is known as it is. Pure: the same samples are judged the same.
 */
public final class Judge {

  private final WatchdogLimits limits;

  public Judge(WatchdogLimits limits) {
    this.limits = limits;
  }

  /**
   * Judges a node.
   *
   * @param samples of one process of the node, the latest last; from the last one on that found the
   *     canary in time, if any did
   */
  public Judgement judge(List<Sample> samples) {
    if (samples.isEmpty()) {
      return new Judgement(Finding.NOT_SERVING, "the node was not looked at yet");
    }
    return switch (samples.get(samples.size() - 1).canary()) {
      case IN_TIME -> new Judgement(Finding.WELL, "commits are made in time");
      case REFUSED -> new Judgement(Finding.NOT_SERVING, "the node makes no commits");
      case LATE -> judgeLate(samples, run(samples));
    };
  }

  /** The latest samples with the canary late, without a gap. */
  private List<Sample> run(List<Sample> samples) {
    int begin = samples.size() - 1;
    while (begin > 0
        && samples.get(begin - 1).canary() == Canary.LATE
        && gap(samples, begin).compareTo(limits.longestGap()) <= 0) {
      begin--;
    }
    return samples.subList(begin, samples.size());
  }

  private static Duration gap(List<Sample> samples, int index) {
    return samples.get(index).at().minus(samples.get(index - 1).at());
  }

  private Judgement judgeLate(List<Sample> samples, List<Sample> late) {
    Optional<Blame> blame = hanging(late).or(() -> still(late));
    if (blame.isEmpty()) {
      return unblamed(late);
    }
    String why = "commits are late, and " + blame.get().why();
    return mercy(samples, blame.get())
        .map(reason -> new Judgement(Finding.SPARED, why + "; but " + reason))
        .orElseGet(() -> new Judgement(Finding.FENCE, why));
  }

  /**
   * Why this node is to blame.
   *
   * @param lasting for how long that was found in each look
   * @param due for how long it has to be
   */
  private record Blame(String why, Duration lasting, Duration due) {}

  private Optional<Blame> hanging(List<Sample> late) {
    List<Sample> looks = trailing(late, sample -> sample.disk() == Disk.HANGS);
    return looks.size() < limits.lateLooks()
        ? Optional.empty()
        : Optional.of(
            new Blame(
                "a write to its data directory hangs",
                span(looks),
                limits.interval().multipliedBy(limits.lateLooks() - 1L)));
  }

  /** What others commit is written by a node that gets on: at least their canaries. */
  private Optional<Blame> still(List<Sample> late) {
    OptionalLong writes = late.get(late.size() - 1).writes();
    List<Sample> looks =
        trailing(
            late,
            sample ->
                !sample.answers()
                    && !sample.stopped()
                    && writes.isPresent()
                    && sample.writes().equals(writes));
    return looks.size() < limits.lateLooks() || span(looks).compareTo(limits.stillLimit()) < 0
        ? Optional.empty()
        : Optional.of(
            new Blame(
                "it does not answer and its process writes nothing",
                span(looks),
                limits.stillLimit()));
  }

  private static List<Sample> trailing(List<Sample> late, Predicate<Sample> condition) {
    int begin = late.size();
    while (begin > 0 && condition.test(late.get(begin - 1))) {
      begin--;
    }
    return late.subList(begin, late.size());
  }

  private static Duration span(List<Sample> looks) {
    return looks.isEmpty()
        ? Duration.ZERO
        : looks.get(looks.size() - 1).at().minus(looks.get(0).at());
  }

  /** Why a node that is to blame is not fenced now. */
  private Optional<String> mercy(List<Sample> samples, Blame blame) {
    Sample last = samples.get(samples.size() - 1);
    if (samples.get(0).canary() != Canary.IN_TIME) {
      return Optional.of("it has not committed in time since it was started");
    }
    if (last.view().isEmpty() || last.viewAge().compareTo(limits.viewAge()) > 0) {
      return Optional.of(
          "what it said of its group is older than %d s".formatted(limits.viewAge().toSeconds()));
    }
    View view = last.view().get();
    return stays(view).or(() -> reprieve(last, view, blame));
  }

  /** Why a node is not fenced in this view, for however long it hangs. */
  private static Optional<String> stays(View view) {
    if (!view.primary()) {
      return Optional.of("it is in no primary component");
    }
    if (!view.synced()) {
      return Optional.of("it is not synced: it gives or gets state, or was desynced");
    }
    if (!view.othersKeepQuorum()) {
      return Optional.of(
          "the others have no quorum without it (weight %d of %d, %d members)"
              .formatted(view.weight() - view.ownWeight(), view.weight(), view.size()));
    }
    return Optional.empty();
  }

  /**
   * Why a node is not fenced yet. One member that is ended while the group loses another may cost
   * it the quorum, so who does not know its group as it is now waits longer; then it is likelier
   * that it hangs itself than that all stood still for a moment.
   */
  private Optional<String> reprieve(Sample last, View view, Blame blame) {
    if (last.groupAge().compareTo(limits.reprieve()) < 0) {
      return Optional.of(
          "its group changed, or was about to, within %d ms"
              .formatted(limits.reprieve().toMillis()));
    }
    boolean known =
        last.viewAge().compareTo(blame.lasting()) <= 0
            && last.viewAge().compareTo(limits.statusLimit()) <= 0;
    Duration alone = known ? blame.due() : WatchdogLimits.longer(blame.due(), limits.reprieve());
    if (blame.lasting().compareTo(alone) < 0) {
      return Optional.of("it does not say how its group is now");
    }
    Duration due = alone.plus(limits.stagger().multipliedBy(view.index()));
    return blame.lasting().compareTo(due) < 0
        ? Optional.of("the %d members before it come first".formatted(view.index()))
        : Optional.empty();
  }

  private Judgement unblamed(List<Sample> late) {
    Sample last = late.get(late.size() - 1);
    if (last.disk() == Disk.HANGS) {
      return new Judgement(Finding.LATE, "a write to the data directory hangs, not yet for long");
    }
    if (last.view().isEmpty() || !last.answers()) {
      return new Judgement(Finding.LATE, "the node does not answer; its disk is well");
    }
    View view = last.view().get();
    if (view.asksForPause() || view.receiveQueue() > limits.receiveQueue()) {
      return new Judgement(
          Finding.SLOW,
          "%d write sets wait to be applied here; the disk is well".formatted(view.receiveQueue()));
    }
    if (view.paused()) {
      return new Judgement(Finding.ELSEWHERE, "another node has asked for a pause");
    }
    return new Judgement(Finding.LATE, "nobody is known to be to blame");
  }
}
