package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.server.catalog.FieldPlace;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.KeyScope;
import io.cooperage.server.secret.Masks;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.secret.Secrets;
import io.cooperage.server.secret.UnreadableSecretException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clusters keep sealed: what their spec tells plugins, and the credentials of their machines.
 * Each cluster has a key of its own, from when it first has a secret until it goes. Thread-safe.
 */
public final class ClusterSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterSecrets.class);

  private final Secrets secrets;

  /** A spec as it is stored, and the key under which its secrets are. */
  record Sealed(ClusterSpec spec, DataKey key) {}

  public ClusterSecrets(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Whether {@link #seal} has anything to do. */
  static boolean isPlain(ClusterSpec spec, Set<String> sensitive) {
    return sensitive.isEmpty() && !SpecFields.anySealed(spec);
  }

  /**
   * Takes what the catalogue seals, and what is sensitive of what the user gave, under the key of
   * the cluster. What is under it already stays as it is.
   *
   * @param sensitive fields of the provider that are still plain
   * @param known the cluster's key if it has one
   */
  Sealed seal(
      Handle reading,
      ClusterId id,
      ClusterSpec spec,
      Set<String> sensitive,
      Optional<DataKey> known) {
    DataKey key = known.orElseGet(() -> secrets.random(KeyScope.of(id)));
    Set<FieldPlace> plain = new HashSet<>();
    sensitive.forEach(field -> plain.add(FieldPlace.ofProvider(spec.provider().name(), field)));
    ClusterSpec sealed =
        SpecFields.change(
            spec,
            (place, value) -> {
              if (SealedText.isSealed(value)) {
                return SealedText.parse(value).scope().equals(key.scope())
                    ? value
                    : key.seal(place.text(), open(reading, place, value));
              }
              return plain.contains(place) ? key.seal(place.text(), value) : value;
            });
    return new Sealed(sealed, key);
  }

  /** The key of a cluster that has one. */
  Optional<DataKey> find(Handle reading, ClusterId id) {
    return secrets.lookUp(reading, KeyScope.of(id));
  }

  void store(Handle tx, DataKey key) {
    secrets.store(tx, key);
  }

  void shred(Handle tx, ClusterId id) {
    secrets.shred(tx, KeyScope.of(id));
  }

  /** Fields of the provider for a worker, within a transaction that only reads. */
  public Map<String, String> openProvider(Handle reading, ClusterSpec.ProviderSpec provider) {
    return open(reading, provider.fields(), field -> FieldPlace.ofProvider(provider.name(), field));
  }

  /** Fields of an action for a worker, within a transaction that only reads. */
  public Map<String, String> open(
      Handle reading, Map<String, String> fields, Function<String, FieldPlace> places) {
    if (fields.values().stream().noneMatch(SealedText::isSealed)) {
      return fields;
    }
    return SpecFields.changed(
        fields,
        places,
        (place, value) -> SealedText.isSealed(value) ? open(reading, place, value) : value);
  }

  /** The credentials of a machine for a worker, within a transaction that only reads. */
  public Map<String, String> credentials(Handle reading, NodeRow node) {
    Map<String, String> credentials = new LinkedHashMap<>();
    node.sealedProperties()
        .forEach(
            (name, value) ->
                credentials.put(
                    name,
                    secrets
                        .get(reading, SealedText.parse(value).scope())
                        .open(place(node, name), value)));
    return credentials;
  }

  /** What a worker found out, as it is stored with the machine. */
  public Map<String, String> sealCredentials(Handle tx, NodeRow node, Map<String, String> found) {
    if (found.isEmpty()) {
      return Map.of();
    }
    DataKey key = secrets.obtain(tx, KeyScope.of(node.cluster()));
    Map<String, String> sealed = new LinkedHashMap<>();
    found.forEach((name, value) -> sealed.put(name, key.seal(place(node, name), value)));
    return sealed;
  }

  /** Whether workers of tasks on these machines are told secrets. */
  public static boolean areTold(ClusterSpec spec, Collection<NodeRow> nodes) {
    return SpecFields.anySealed(spec)
        || nodes.stream().anyMatch(node -> !node.sealedProperties().isEmpty());
  }

  /**
   * Takes all secrets of a cluster and its machine, and {@code more}, out of what a worker says;
   * empty if they cannot be known any more.
   *
   * @param told whether there were any
   */
  public Optional<Masks> masks(
      Handle tx, ClusterSpec spec, Optional<NodeRow> node, Collection<String> more, boolean told) {
    Map<String, String> sealed = new LinkedHashMap<>();
    SpecFields.sealed(spec).forEach(one -> sealed.put(one.place().text(), one.value()));
    node.ifPresent(
        machine ->
            machine
                .sealedProperties()
                .forEach((name, value) -> sealed.put(place(machine, name), value)));
    List<String> values = new ArrayList<>(more);
    try {
      for (Map.Entry<String, String> one : sealed.entrySet()) {
        KeyScope scope = SealedText.parse(one.getValue()).scope();
        Optional<DataKey> key = secrets.lookUp(tx, scope);
        if (key.isEmpty()) {
          return Optional.empty();
        }
        values.add(key.get().open(one.getKey(), one.getValue()));
      }
    } catch (UnreadableSecretException e) {
      LOG.warn("secrets of a machine cannot be opened to be masked: {}", e.getMessage());
      return Optional.empty();
    }
    return told && sealed.isEmpty() ? Optional.empty() : Optional.of(Masks.of(values));
  }

  private String open(Handle reading, FieldPlace place, String value) {
    return secrets.get(reading, SealedText.parse(value).scope()).open(place.text(), value);
  }

  private static String place(NodeRow node, String name) {
    return "node/" + node.tag() + "/" + name;
  }
}
