package io.cooperage.server.pool;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.PoolClaim;
import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.job.LostTasks;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Allocates hosts. The same tag always gets the same host, and a host has at most one tag: that is
 * a unique key and a guarded update, so it holds between datacenters. Thread-safe.
 */
final class PoolService {
  private static final int CANDIDATES = 8;
  private static final int MOST_AVOIDED = 100;
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,128}");

  private final Transactions transactions;
  private final Datacenters datacenters;
  private final LostTasks tasks;

  /** A host before and after it was written. */
  record Written(Optional<PoolDao.Host> before, PoolDao.Host after) {}

  PoolService(Transactions transactions, Datacenters datacenters, LostTasks tasks) {
    this.transactions = transactions;
    this.datacenters = datacenters;
    this.tasks = tasks;
  }

  PoolHostView claim(String pool, PoolClaim claim) {
    check(claim);
    return transactions.run(
        "pool.claim",
        tx -> claim(tx, pool, claim),
        tx -> held(tx, pool, claim).map(PoolDao.Host::view));
  }

  private PoolHostView claim(Handle tx, String pool, PoolClaim claim) {
    requireLive(tx, claim);
    Optional<PoolDao.Host> held = held(tx, pool, claim);
    if (held.isPresent()) {
      return held.get().view();
    }
    PoolDao.release(tx, pool, claim.tag());
    String flavor = claim.flavor() == null ? "" : claim.flavor();
    for (PoolDao.Host host : nearFirst(free(tx, pool, flavor, claim.avoid()))) {
      if (PoolDao.claim(tx, host, claim.tag()) == 1) {
        return PoolDao.findByTag(tx, pool, claim.tag()).orElseThrow().view();
      }
    }
    throw exhausted(tx, pool, flavor, claim.tag());
  }

  /** What the tag has, unless that is to be avoided. */
  private static Optional<PoolDao.Host> held(Handle tx, String pool, PoolClaim claim) {
    return PoolDao.findByTag(tx, pool, claim.tag())
        .filter(host -> !claim.avoid().contains(host.view().name()));
  }

  private List<PoolDao.Host> free(Handle tx, String pool, String flavor, List<String> avoid) {
    List<String> up = datacenters.alive();
    if (up.isEmpty()) {
      return List.of();
    }
    return PoolDao.listFree(tx, pool, flavor, datacenters.self(), up, CANDIDATES + avoid.size())
        .stream()
        .filter(host -> !avoid.contains(host.view().name()))
        .toList();
  }

  /** Releases what {@code claim}'s tag holds, if anything. */
  void release(String pool, PoolClaim claim) {
    check(claim);
    transactions.run(
        "pool.release",
        tx -> {
          requireLive(tx, claim);
          return PoolDao.release(tx, pool, claim.tag());
        },
        tx ->
            PoolDao.findByTag(tx, pool, claim.tag()).isPresent()
                ? Optional.empty()
                : Optional.of(1));
  }

  /** Registers a host, or changes what is known of it. Says what it was before, if it was there. */
  Written put(Handle tx, String pool, PoolHost host) {
    List<String> errors = errors(pool, host);
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST, "The host is wrong: " + String.join("; ", errors) + ".")
          .withErrors(errors);
    }
    Optional<PoolDao.Host> before = PoolDao.find(tx, pool, host.name());
    PoolDao.put(tx, pool, host);
    return new Written(before, PoolDao.find(tx, pool, host.name()).orElseThrow());
  }

  /**
   * Removes a host; with {@code force} also one that is in use, and may be gone for ever.
   *
   * @return what it was
   */
  PoolDao.Host remove(Handle tx, String pool, String name, boolean force) {
    PoolDao.Host host =
        PoolDao.find(tx, pool, name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no host %s in pool %s.".formatted(name, pool)));
    if (force) {
      PoolDao.delete(tx, pool, name);
    } else if (PoolDao.deleteFree(tx, pool, name) == 0) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          ("Host %s of pool %s is in use as %s. Delete that cluster first, or, if the host is gone"
                  + " for ever, remove it with force=true.")
              .formatted(name, pool, host.view().tag()));
    }
    return host;
  }

  /** Claimers choose differently among the near ones, so that they do not collide. */
  private List<PoolDao.Host> nearFirst(List<PoolDao.Host> free) {
    List<PoolDao.Host> near = new ArrayList<>();
    List<PoolDao.Host> far = new ArrayList<>();
    for (PoolDao.Host host : free) {
      (host.view().datacenter().equals(datacenters.self()) ? near : far).add(host);
    }
    Collections.shuffle(near, ThreadLocalRandom.current());
    Collections.shuffle(far, ThreadLocalRandom.current());
    near.addAll(far);
    return near;
  }

  /** A task that was taken away from its worker allocates nothing and frees nothing. */
  private void requireLive(Handle tx, PoolClaim claim) {
    if (!tasks.fence(tx, claim.task().task(), claim.task().token())) {
      throw new ProblemException(
          ErrorCode.STALE_TOKEN,
          "Token %s of task %s is not good any more; stop the task."
              .formatted(claim.task().token(), claim.task().task()));
    }
  }

  private static void check(PoolClaim claim) {
    boolean known =
        claim.task() != null && claim.task().task() != null && claim.task().token() != null;
    if (!known || claim.tag() == null || claim.tag().isEmpty() || claim.tag().length() > 128) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "task (with its token) and tag (at most 128 characters) are needed to claim or release.");
    }
    if (claim.avoid().size() > MOST_AVOIDED) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "avoid names %d hosts; at most %d can be avoided."
              .formatted(claim.avoid().size(), MOST_AVOIDED));
    }
  }

  private static List<String> errors(String pool, PoolHost host) {
    List<String> errors = new ArrayList<>();
    if (!NAME.matcher(pool).matches()) {
      errors.add("pool is \"" + pool + "\", which is no name");
    }
    if (host.name() == null || !NAME.matcher(host.name()).matches()) {
      errors.add("name is \"" + host.name() + "\", which is no name");
    }
    if (host.datacenter() == null || host.datacenter().isBlank()) {
      errors.add("datacenter is missing; say where the host stands");
    }
    if (host.address() == null || host.address().isBlank()) {
      errors.add("address is missing");
    }
    if (host.port() < 1 || host.port() > 65_535) {
      errors.add("port is " + host.port() + "; it must be 1 to 65535");
    }
    if (host.user() == null || host.user().isBlank()) {
      errors.add("user is missing; name the login user");
    }
    if (host.hostKey() == null || host.hostKey().isBlank()) {
      errors.add("hostKey is missing; give the public host key in OpenSSH format");
    }
    checkLength(errors, "datacenter", host.datacenter(), 64);
    checkLength(errors, "address", host.address(), 255);
    checkLength(errors, "user", host.user(), 64);
    checkLength(errors, "hostKey", host.hostKey(), 1024);
    checkLength(errors, "flavor", host.flavor().orElse(""), 64);
    return errors;
  }

  private static void checkLength(List<String> errors, String field, String value, int most) {
    if (value != null && value.length() > most) {
      errors.add(field + " has " + value.length() + " characters; it may have " + most);
    }
  }

  private static ProblemException exhausted(Handle tx, String pool, String flavor, String tag) {
    int all = PoolDao.count(tx, pool);
    String flavored = flavor.isEmpty() ? "" : " for flavor \"" + flavor + "\"";
    return new ProblemException(
            ErrorCode.POOL_EXHAUSTED,
            ("Pool %s has %d hosts, none of them free%s in a datacenter that is up, so %s gets none."
                    + " Add hosts or delete clusters.")
                .formatted(pool, all, flavored, tag))
        .retryAfter(Duration.ofSeconds(5));
  }
}
