package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.galera.tx.NodeUnusableException;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Takeover;
import io.cooperage.server.datacenter.WakeUps;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives jobs to another datacenter: away from one that is lost, whose hand-outs become void, or
 * away from one that drains, whose workers end what they have. Jobs of others whose machines were
 * lost stay where they are and leave those machines. Each job moves in a transaction of its own,
 * guarded by its owner, epoch and version: of several that try, one succeeds. Thread-safe.
 */
final class Relocation implements Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Relocation.class);
  private static final int AT_ONCE = 50;
  private static final List<JobState> OPEN =
      List.of(JobState.NOT_SUBMITTED, JobState.RUNNING, JobState.PAUSED);

  private final Transactions transactions;
  private final Reads reads;
  private final Datacenters datacenters;
  private final LostTasks lostTasks;
  private final Salvage salvage;
  private final WakeUps wakeUps;
  private final Consumer<JobId> planSoon;

  Relocation(
      Transactions transactions,
      Reads reads,
      Datacenters datacenters,
      LostTasks lostTasks,
      Salvage salvage,
      WakeUps wakeUps,
      Consumer<JobId> planSoon) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenters = datacenters;
    this.lostTasks = lostTasks;
    this.salvage = salvage;
    this.wakeUps = wakeUps;
    this.planSoon = planSoon;
  }

  @Override
  public int takeOver(String lost, List<String> alive) {
    int moved =
        moveSome(
            after -> left(lost, after),
            id -> {
              boolean done =
                  transactions.run("job.take-over", tx -> move(tx, id, lost, alive, true));
              planSoon.accept(id);
              return done;
            });
    if (moved > 0) {
      LOG.info("took over {} jobs of datacenter {}", moved, lost);
      wakeUps.signal(JobRoom.TASKS);
      return moved;
    }
    if (isBack(lost)) {
      return 0;
    }
    int freed = leaveMachines(lost);
    return freed > 0 ? freed : putBack(lost);
  }

  /** Jobs that go on where they are do so without the machines that were lost. */
  private int leaveMachines(String lost) {
    int freed =
        moveSome(
            after -> stranded(lost, after),
            id -> transactions.run("job.leave-machines", tx -> leaveMachines(tx, id, lost)));
    if (freed > 0) {
      LOG.info("{} jobs go on without their machines in datacenter {}", freed, lost);
      wakeUps.signal(JobRoom.TASKS);
    }
    return freed;
  }

  private boolean leaveMachines(Handle tx, JobId id, String lost) {
    return JobDao.lock(tx, List.of(id)).stream()
        .filter(job -> job.state() == JobState.RUNNING && !job.datacenter().equals(lost))
        .filter(job -> !isLeft(tx, job) && isLost(tx, lost))
        .anyMatch(job -> salvage.salvageMachines(tx, job, lost));
  }

  private int putBack(String lost) {
    return lostTasks.revoke(
        lostTasks.held(lost), "datacenter " + lost + " was lost while its worker ran it");
  }

  @Override
  public int handOver(String drained, List<String> alive) {
    int moved =
        moveSome(
            after -> open(drained, after),
            id -> transactions.run("job.hand-over", tx -> move(tx, id, drained, alive, false)));
    if (moved > 0) {
      LOG.info("datacenter {} handed {} jobs over", drained, moved);
      wakeUps.signal(JobRoom.TASKS);
    }
    return moved + lostTasks.held(drained).size();
  }

  /** Moves the first jobs that can be moved: one that cannot be holds up no other. */
  private static int moveSome(Function<Optional<JobId>, List<JobId>> pages, Predicate<JobId> move) {
    int moved = 0;
    List<JobId> page = pages.apply(Optional.empty());
    while (!page.isEmpty()) {
      for (JobId id : page) {
        moved += moveOne(id, move) ? 1 : 0;
      }
      page = moved > 0 ? List.of() : pages.apply(Optional.of(page.get(page.size() - 1)));
    }
    return moved;
  }

  private static boolean moveOne(JobId id, Predicate<JobId> move) {
    try {
      return move.test(id);
    } catch (NodeUnusableException e) {
      throw e;
    } catch (GaleraException e) {
      LOG.warn("job {} was not moved, trying again soon: {}", id, e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.error("job {} cannot be moved, trying again soon", id, e);
      return false;
    }
  }

  /** Jobs of a datacenter without workers go where there are some. */
  void leaveIfIdle() {
    String self = datacenters.self();
    List<JobDao.Owner> owners = reads.run("job.owners", Consistency.local(), JobDao::owners);
    boolean idle = owners.stream().anyMatch(o -> o.name().equals(self) && o.workers() == 0);
    List<String> others =
        owners.stream()
            .filter(owner -> owner.isUp() && owner.workers() > 0)
            .map(JobDao.Owner::name)
            .filter(datacenters.alive()::contains)
            .toList();
    if (idle && !others.isEmpty()) {
      handOver(self, others);
    }
  }

  private List<JobId> open(String datacenter, Optional<JobId> after) {
    return reads.run(
        "job.open",
        Consistency.strong(),
        handle -> JobDao.listOfDatacenter(handle, datacenter, OPEN, after, AT_ONCE));
  }

  /** What the datacenter owned under an epoch that is over; it may be back under another. */
  private List<JobId> left(String datacenter, Optional<JobId> after) {
    return reads.run(
        "job.left",
        Consistency.strong(),
        handle -> JobDao.listLeft(handle, datacenter, OPEN, after, AT_ONCE));
  }

  private List<JobId> stranded(String datacenter, Optional<JobId> after) {
    return reads.run(
        "job.stranded",
        Consistency.strong(),
        handle -> JobDao.listStranded(handle, datacenter, after, AT_ONCE));
  }

  private boolean isBack(String datacenter) {
    return reads.run(
        "job.owner-back",
        Consistency.strong(),
        handle ->
            JobDao.owners(handle).stream()
                .anyMatch(
                    owner -> owner.name().equals(datacenter) && !owner.state().equals("lost")));
  }

  private static boolean isLost(Handle tx, String datacenter) {
    return JobDao.owners(tx).stream()
        .anyMatch(owner -> owner.name().equals(datacenter) && owner.state().equals("lost"));
  }

  private boolean move(Handle tx, JobId id, String from, List<String> alive, boolean lost) {
    Optional<JobRow> found =
        JobDao.lock(tx, List.of(id)).stream()
            .findFirst()
            .filter(job -> job.datacenter().equals(from) && !JobDao.isFinal(job.state()))
            .filter(job -> !lost || isLeft(tx, job));
    Optional<JobDao.Owner> heir = heir(tx, from, alive, lost);
    if (found.isEmpty() || heir.isEmpty()) {
      return false;
    }
    JobRow job = found.get();
    if (lost && job.isPlanned()) {
      salvage.salvage(tx, job, heir.get());
      return true;
    }
    TaskDao.requeue(tx, id, heir.get().name());
    return JobDao.own(tx, job, heir.get().name(), heir.get().epoch(), job.tasksDone());
  }

  /** Its owner is lost, or has come back under another epoch. */
  private static boolean isLeft(Handle tx, JobRow job) {
    return JobDao.owners(tx).stream()
        .filter(owner -> owner.name().equals(job.datacenter()))
        .noneMatch(owner -> owner.epoch() == job.epoch() && !owner.state().equals("lost"));
  }

  /** This datacenter if it has workers, otherwise one that has some, otherwise any. */
  private Optional<JobDao.Owner> heir(Handle tx, String from, List<String> alive, boolean lost) {
    List<JobDao.Owner> up =
        JobDao.owners(tx).stream()
            .filter(owner -> owner.isUp() && alive.contains(owner.name()))
            .filter(owner -> lost || !owner.name().equals(from))
            .toList();
    Optional<JobDao.Owner> self =
        up.stream().filter(owner -> owner.name().equals(datacenters.self())).findFirst();
    return self.filter(owner -> owner.workers() > 0)
        .or(() -> up.stream().filter(owner -> owner.workers() > 0).findFirst())
        .or(() -> self)
        .or(() -> up.stream().findFirst());
  }
}
