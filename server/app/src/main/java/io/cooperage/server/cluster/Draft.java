package io.cooperage.server.cluster;

import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.web.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster to be, checked and solved.
 *
 * @param sensitive fields of the provider that stand in the spec in plain text, until it is {@link
 *     #sealed}
 * @param assumes the state of the catalogue that it was made from
 * @param recalled made from what this server remembers: to be compared in the transaction
 * @param key under which the secrets of the spec are, to be stored with it; empty if it has none
 * @param specJson the spec as it is stored; empty before it is {@link #sealed}
 */
record Draft(
    ClusterCreateRequest request,
    ClusterSpec spec,
    Set<String> sensitive,
    long leaseMillis,
    String assumes,
    boolean recalled,
    Optional<DataKey> key,
    String specJson) {
  /** Stands for a value that is not shown. */
  static final String HIDDEN = "********";

  /** Whether it may be stored as it is. */
  boolean isPlain() {
    return ClusterSecrets.isPlain(spec, sensitive);
  }

  Draft sealed(ClusterSpec sealed, Optional<DataKey> under) {
    return new Draft(
        request, sealed, Set.of(), leaseMillis, assumes, recalled, under, Json.write(sealed));
  }

  /** The request for people to read: without what of it is secret. */
  ClusterCreateRequest shownRequest() {
    return request.withProviderFields(request.providerFields().map(this::shown));
  }

  private Map<String, String> shown(Map<String, String> given) {
    Map<String, String> shown = new LinkedHashMap<>(given);
    shown.replaceAll(
        (field, value) ->
            sensitive.contains(field) || SealedText.isSealed(spec.provider().fields().get(field))
                ? HIDDEN
                : value);
    return shown;
  }

  @Override
  public String toString() {
    return "Draft[" + request + "]";
  }
}
