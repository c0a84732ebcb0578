package io.cooperage.server.tenant;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what a tenant uses within its quota: every change goes through the tenant's row, which is
 * the one place where writers of all datacenters meet. A tenant without limits is not counted
 * there, so that its row is no hot spot. Thread-safe.
 */
public final class TenantService {
  static final int UNLIMITED = -1;
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,255}");

  /** What was last seen of each tenant: whether it has a limit. The counting itself checks it. */
  private final Map<String, Boolean> limited = new ConcurrentHashMap<>();

  /**
   * Takes {@code clusters} and {@code nodes} out of the quota. To be called before the transaction
   * reads: a writer that has no snapshot yet queues for the row of a limited tenant, one that has
   * is thrown back when the row is its turn.
   *
   * @throws ProblemException QUOTA_EXCEEDED, with the figures; NOT_FOUND if there is no such tenant
   */
  public void reserve(Handle tx, String tenant, int clusters, int nodes) {
    boolean first = limited.getOrDefault(tenant, false);
    if (first && TenantDao.take(tx, tenant, clusters, nodes) == 1) {
      return;
    }
    TenantView current = look(tx, tenant);
    if (isUnlimited(current) || (!first && TenantDao.take(tx, tenant, clusters, nodes) == 1)) {
      return;
    }
    throw new ProblemException(
        ErrorCode.QUOTA_EXCEEDED,
        ("Tenant \"%s\" has %d clusters (limit %s) with %d nodes (limit %s), so %d more with %d"
                + " nodes do not fit. Delete a cluster, or ask an administrator for a higher quota.")
            .formatted(
                tenant,
                current.clusters(),
                limit(current.maxClusters()),
                current.nodes(),
                limit(current.maxNodes()),
                clusters,
                nodes));
  }

  /** Gives back what {@link #reserve} took. */
  public void release(Handle tx, String tenant, int clusters, int nodes) {
    if (limited.getOrDefault(tenant, false) || !isUnlimited(look(tx, tenant))) {
      TenantDao.giveBack(tx, tenant, clusters, nodes);
    }
  }

  private TenantView look(Handle tx, String name) {
    TenantView tenant = get(tx, name);
    limited.put(name, !isUnlimited(tenant));
    return tenant;
  }

  /** Nothing is counted then, for every counter is a row that all datacenters contend for. */
  private static boolean isUnlimited(TenantView tenant) {
    return tenant.maxClusters() == UNLIMITED && tenant.maxNodes() == UNLIMITED;
  }

  /**
   * @throws ProblemException NOT_FOUND
   */
  public TenantView get(Handle tx, String name) {
    return TenantDao.find(tx, name).orElseThrow(() -> missing(name));
  }

  /**
   * @throws ProblemException NOT_FOUND also for one that the caller may not see
   */
  TenantView visible(Handle tx, Caller caller, String name) {
    if (!caller.maySee(name)) {
      throw missing(name);
    }
    return get(tx, name);
  }

  private static ProblemException missing(String name) {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "There is no tenant \"" + name + "\". A superadmin can make it.");
  }

  List<TenantView> list(Handle tx, String after, int limit) {
    return TenantDao.list(tx, after, limit);
  }

  TenantView create(Handle tx, TenantRequest request) {
    check(request);
    if (TenantDao.find(tx, request.name()).isPresent() || !TenantDao.insert(tx, request)) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "There is a tenant \"" + request.name() + "\" already. Change it with PUT.");
    }
    return get(tx, request.name());
  }

  TenantView update(Handle tx, TenantRequest request, OptionalLong seen) {
    check(request);
    TenantView current = get(tx, request.name());
    if (seen.isPresent() && seen.getAsLong() != current.version()) {
      throw Preconditions.stale(
          "Tenant \"" + request.name() + "\"", seen.getAsLong(), current.version());
    }
    if (TenantDao.update(tx, request, current.version()) != 1) {
      throw Preconditions.stale(
          "Tenant \"" + request.name() + "\"", current.version(), current.version() + 1);
    }
    return get(tx, request.name());
  }

  private static void check(TenantRequest request) {
    List<String> errors = new ArrayList<>();
    if (request.name() == null || !NAME.matcher(request.name()).matches()) {
      errors.add("name must be 1 to 255 letters, digits, _, . and -");
    }
    checkLimit(errors, "maxClusters", request.maxClusters());
    checkLimit(errors, "maxNodes", request.maxNodes());
    checkLimit(errors, "workers", request.workers());
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "The tenant does not fit: " + String.join("; ", errors) + ". Correct it.")
          .withErrors(errors);
    }
  }

  private static void checkLimit(List<String> errors, String field, int limit) {
    if (limit < UNLIMITED) {
      errors.add(field + " is " + limit + "; it must be 0 or more, or -1 for unlimited");
    }
  }

  private static String limit(int max) {
    return max == UNLIMITED ? "none" : Integer.toString(max);
  }
}
