package io.cooperage.client;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterId;
import io.cooperage.api.DryRun;
import io.cooperage.api.LeaseRequest;
import io.cooperage.api.LeaseView;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.ServicesRequest;
import io.cooperage.api.SyncRequest;
import java.util.List;
import java.util.Optional;

/** Operations on one cluster. Each is a {@link Wish}: to be begun, or only to be planned. */
public final class ClusterOperations {
  private static final String SERVICES = "services";
  private final Transport transport;
  private final ClusterId id;

  /** An operation that has not been asked for yet. */
  public static final class Wish {
    private final Transport transport;
    private final Call call;

    private Wish(Transport transport, Call call) {
      this.transport = transport;
      this.call = call;
    }

    /** Begins it. */
    public Accepted begin() {
      return transport.ask(call, Accepted.class);
    }

    /** What {@link #begin} would do; nothing is changed. */
    public DryRun plan() {
      return transport.ask(call.query(Clusters.DRY_RUN, true), DryRun.class);
    }

    /** The same, refused if the cluster is not at {@code version} any more. */
    public Wish ifMatch(long version) {
      return new Wish(transport, call.ifMatch(version));
    }

    /** The same under a key of the caller's: asking again with it gives the earlier answer. */
    public Wish idempotencyKey(String key) {
      return new Wish(transport, call.idempotencyKey(key));
    }
  }

  ClusterOperations(Transport transport, ClusterId id) {
    this.transport = transport;
    this.id = id;
  }

  public Wish reconfigure(ReconfigureRequest request) {
    return wish(post("reconfigure").json(request));
  }

  public Wish scale(ScaleRequest request) {
    return wish(post("scale").json(request));
  }

  /** Brings the cluster up to the latest versions of its template and services. */
  public Wish sync(SyncRequest request) {
    return wish(post("template", "sync").json(request));
  }

  public Wish addServices(List<String> services) {
    return wish(post(SERVICES).json(new ServicesRequest(services)));
  }

  public Wish removeServices(List<String> services) {
    return wish(post(SERVICES, "remove").json(new ServicesRequest(services)));
  }

  public Wish removeService(String service) {
    return wish(Call.delete(Clusters.CLUSTERS, id, SERVICES, service));
  }

  /**
   * @param service empty = all
   */
  public Wish start(Optional<String> service) {
    return run(service, "start");
  }

  /**
   * @param service empty = all
   */
  public Wish stop(Optional<String> service) {
    return run(service, "stop");
  }

  /**
   * @param service empty = all
   */
  public Wish restart(Optional<String> service) {
    return run(service, "restart");
  }

  /**
   * @param extension milliseconds; empty = one step of the template
   */
  public LeaseView extendLease(Optional<Long> extension) {
    return transport.ask(post("lease").json(new LeaseRequest(extension)), LeaseView.class);
  }

  /** What {@link #extendLease} would come to: a refusal, or nothing to be done on any machine. */
  public DryRun planLease(Optional<Long> extension) {
    return transport.ask(
        post("lease").json(new LeaseRequest(extension)).query(Clusters.DRY_RUN, true),
        DryRun.class);
  }

  private Wish run(Optional<String> service, String verb) {
    return wish(
        service.map(name -> post(SERVICES, name, verb)).orElseGet(() -> post(SERVICES, verb)));
  }

  private Wish wish(Call call) {
    return new Wish(transport, call);
  }

  private Call post(Object... segments) {
    Object[] path = new Object[segments.length + 2];
    path[0] = Clusters.CLUSTERS;
    path[1] = id;
    System.arraycopy(segments, 0, path, 2, segments.length);
    return Call.post(path);
  }
}
