package io.cooperage.server.health;

import io.cooperage.api.ErrorCode;
import io.cooperage.galera.node.NodeMonitor;
import io.cooperage.galera.node.NodeStatus;
import io.cooperage.server.datacenter.DatacenterWatch;
import io.cooperage.server.datacenter.Membership;
import io.cooperage.server.web.GaleraRefusals;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.Readiness;
import java.util.Optional;

/** Whether this server can serve, from what is known in memory; nothing here waits. Thread-safe. */
public final class ServerHealth implements Readiness {
  private final NodeMonitor node;
  private final Membership membership;
  private final DatacenterWatch watch;
  private volatile boolean warm;
  private volatile boolean stopping;

  public ServerHealth(NodeMonitor node, Membership membership, DatacenterWatch watch) {
    this.node = node;
    this.membership = membership;
    this.watch = watch;
  }

  /** Code is loaded and compiled: the server may say that it is ready. */
  void warm() {
    warm = true;
  }

  /** The server is about to stop: it says so to load balancers but still serves what comes. */
  public void stopping() {
    stopping = true;
  }

  @Override
  public Optional<ProblemException> refusal() {
    NodeStatus status = node.current();
    if (!status.usable()) {
      return Optional.of(GaleraRefusals.notServing(status.reason()));
    }
    return membership.hasJoined()
        ? Optional.empty()
        : Optional.of(GaleraRefusals.notServing(membership.refusal()));
  }

  /** Why a load balancer should not send requests to this server; empty if it should. */
  Optional<ProblemException> refusalOfServer() {
    if (stopping) {
      return Optional.of(draining("This server is stopping"));
    }
    return refusal().or(this::refusalOfNewcomer);
  }

  /** Why a global load balancer should not send requests to this datacenter. */
  Optional<ProblemException> refusalOfDatacenter() {
    return watch.isDraining()
        ? Optional.of(draining("Datacenter " + watch.self() + " is being drained"))
        : refusalOfServer();
  }

  /** It could serve, but others should not count on it yet. */
  private Optional<ProblemException> refusalOfNewcomer() {
    if (!warm) {
      return Optional.of(
          GaleraRefusals.notServing("this server has just started and is warming up"));
    }
    return membership.isValid()
        ? Optional.empty()
        : Optional.of(
            GaleraRefusals.notServing("this server's lease is over, and not renewed yet"));
  }

  /** Whether it leaves as planned, and still serves what comes. */
  boolean isLeaving() {
    return stopping && refusal().isEmpty();
  }

  /** The same of its datacenter. */
  boolean isDatacenterLeaving() {
    return (stopping || watch.isDraining()) && refusal().isEmpty();
  }

  private static ProblemException draining(String what) {
    return new ProblemException(
        ErrorCode.DRAINING, what + ". Send new requests to another datacenter.");
  }
}
