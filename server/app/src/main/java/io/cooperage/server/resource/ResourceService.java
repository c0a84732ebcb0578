package io.cooperage.server.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.PluginKind;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Versions of resources and which of them tasks get. At most one version of a name is active, and a
 * sync changes them all at once. Thread-safe.
 */
public final class ResourceService {
  private final AuditLog audit;
  private final Outbox outbox;
  private final Clock clock;

  ResourceService(AuditLog audit, Outbox outbox, Clock clock) {
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * What a task of this plugin gets: path ({@code resourceType/name}) to SHA-256. The tenant's own
   * stand before the shared ones of the same path.
   */
  public Map<String, String> activeFor(
      Handle tx, String tenant, PluginKind kind, String pluginType) {
    Map<String, String> active = new TreeMap<>();
    for (String owner : List.of(Caller.SUPERADMIN_TENANT, tenant)) {
      ResourceDao.active(tx, owner, kind, pluginType)
          .forEach(resource -> active.put(resource.key().path(), resource.content().hex()));
    }
    return Map.copyOf(active);
  }

  /** A new version, inactive; the latest one if it has the same content. */
  StoredResource upload(Handle tx, Caller by, ResourceKey key, Sha256 address, long size) {
    List<StoredResource> versions = ResourceDao.lockVersions(tx, key);
    Optional<StoredResource> latest =
        versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    if (latest.filter(one -> isThere(one) && one.content().equals(address)).isPresent()) {
      return latest.get();
    }
    if (!BlobDao.complete(tx, address)) {
      throw new ProblemException(
          ErrorCode.CONTENTION,
          "The content of " + key.subject() + " was deleted as it came. Upload it again.");
    }
    int version = latest.map(StoredResource::version).orElse(0) + 1;
    StoredResource created =
        new StoredResource(key, version, address, Math.toIntExact(size), ResourceState.INACTIVE);
    ResourceDao.insert(tx, created, clock.instant());
    announce(tx, by, created, "uploaded", AuditChange.made(facts(created)));
    return created;
  }

  /**
   * Takes a version out of sight that tasks do not get. Its content goes an hour later if nothing
   * else has it; tasks that were told of it before have ended by then.
   */
  StoredResource delete(Handle tx, Caller by, ResourceKey key, int version) {
    StoredResource chosen = choose(key, ResourceDao.lockVersions(tx, key), OptionalInt.of(version));
    if (chosen.state() != ResourceState.INACTIVE) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Version %d of %s is %s, so it cannot be deleted. Recall it and sync first."
              .formatted(version, key.subject(), chosen.state().wire()));
    }
    BlobDao.touch(tx, chosen.content());
    return move(tx, by, chosen, ResourceState.DELETED, "deleted");
  }

  /** From the next sync on, tasks get this version and no other of its name. */
  StoredResource stage(Handle tx, Caller by, ResourceKey key, OptionalInt version) {
    List<StoredResource> versions = ResourceDao.lockVersions(tx, key);
    StoredResource chosen = choose(key, versions, version);
    for (StoredResource other : versions) {
      if (other.state() == ResourceState.STAGED && other.version() != chosen.version()) {
        move(tx, by, other, other.state().recalled(), "recalled");
      }
    }
    return move(tx, by, chosen, chosen.state().staged(), "staged");
  }

  /** From the next sync on, tasks do not get this version. */
  StoredResource recall(Handle tx, Caller by, ResourceKey key, OptionalInt version) {
    StoredResource chosen = choose(key, ResourceDao.lockVersions(tx, key), version);
    return move(tx, by, chosen, chosen.state().recalled(), "recalled");
  }

  /** Makes what was staged active and what was recalled inactive; the versions that changed. */
  List<StoredResource> sync(Handle tx, Caller by) {
    List<StoredResource> inUse = ResourceDao.lockInUse(tx, by.tenant());
    Map<ResourceKey, StoredResource> staged = new LinkedHashMap<>();
    inUse.stream()
        .filter(resource -> resource.state() == ResourceState.STAGED)
        .forEach(resource -> staged.put(resource.key(), resource));
    List<StoredResource> changed = new ArrayList<>();
    for (StoredResource before : inUse) {
      ResourceState to = synced(before, staged.containsKey(before.key()));
      if (to != before.state()) {
        changed.add(move(tx, by, before, to, "synced"));
      }
    }
    return changed;
  }

  private static ResourceState synced(StoredResource resource, boolean replaced) {
    return switch (resource.state()) {
      case STAGED -> ResourceState.ACTIVE;
      case RECALLED, INACTIVE -> ResourceState.INACTIVE;
      case DELETED -> ResourceState.DELETED;
      case ACTIVE -> replaced ? ResourceState.INACTIVE : ResourceState.ACTIVE;
    };
  }

  private static boolean isThere(StoredResource version) {
    return version.state() != ResourceState.DELETED;
  }

  private StoredResource move(
      Handle tx, Caller by, StoredResource resource, ResourceState to, String what) {
    if (resource.state() == to) {
      return resource;
    }
    change(tx, resource, to);
    StoredResource moved = resource.in(to);
    AuditChange change =
        to == ResourceState.DELETED
            ? AuditChange.removed(facts(resource))
            : AuditChange.changed(facts(resource), facts(moved));
    announce(tx, by, moved, what, change);
    return moved;
  }

  private static void change(Handle tx, StoredResource resource, ResourceState to) {
    ResourceDao.guard(tx, resource.key());
    if (!ResourceDao.change(tx, resource, to)) {
      throw new ProblemException(
          ErrorCode.CONTENTION,
          "Somebody else changed " + resource.key().subject() + " just now. Try again.");
    }
  }

  private static StoredResource choose(
      ResourceKey key, List<StoredResource> versions, OptionalInt version) {
    Optional<StoredResource> chosen =
        versions.stream()
            .filter(ResourceService::isThere)
            .filter(one -> version.isEmpty() || one.version() == version.getAsInt())
            .reduce((earlier, later) -> later);
    return chosen.orElseThrow(
        () ->
            new ProblemException(
                ErrorCode.NOT_FOUND,
                "There is no "
                    + key.subject()
                    + (version.isPresent() ? " at version " + version.getAsInt() : "")
                    + "; it has "
                    + versions.stream().filter(ResourceService::isThere).count()
                    + " versions. Upload it with PUT."));
  }

  private void announce(
      Handle tx, Caller by, StoredResource resource, String what, AuditChange change) {
    String subject = resource.key().subject();
    audit.record(tx, by, "resource." + what, subject, change);
    outbox.publish(
        tx, Event.ofTenant("resource." + what, resource.key().tenant(), subject, facts(resource)));
  }

  private static ObjectNode facts(StoredResource resource) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("version", resource.version());
    data.put("sha256", resource.content().hex());
    data.put("size", resource.size());
    data.put("state", resource.state().wire());
    return data;
  }
}
