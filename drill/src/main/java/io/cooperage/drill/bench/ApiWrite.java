package io.cooperage.drill.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.EntityKind;
import io.cooperage.api.Role;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A write of the API that is measured against the same rows written bare. */
interface ApiWrite {

  /** As its figure's id has it. */
  String id();

  String title();

  /** Whose token its calls carry. */
  String token();

  /** What it commits, in one transaction. */
  List<BareRow> rows();

  /**
   * Writes under a name that is used once; returns the subject of the written line of the audit.
   */
  String write(CooperageClient client, String name);

  /**
   * How the row that is found by the condition on {@code row} is called.
   *
   * @param subject as {@link #write} returned it
   */
  default String named(BareRow row, String subject) {
    return row.condition().startsWith("subject")
        ? subject
        : subject.substring(subject.indexOf('/') + 1);
  }

  /** The creation of a cluster of one machine by a tenant without a quota. */
  static ApiWrite cluster(Lab lab) {
    return new Cluster(lab.token());
  }

  /**
   * A new document of the catalogue that names no other. It is of a tenant of its own, which has no
   * other documents: what the other measurements read grows by none.
   */
  static ApiWrite document(Lab lab) {
    CooperageClient client = BenchClients.patient(lab.url(), lab.token());
    String tenant = BenchClients.prefix();
    client.tenants().create(new TenantRequest(tenant, -1, -1, 0));
    return new Document(
        client
            .tokens()
            .create(new TokenRequest(tenant, tenant, "bench", Role.ADMIN, Optional.empty()))
            .secret()
            .orElseThrow());
  }

  /** {@code POST /v3/clusters}. */
  record Cluster(String token) implements ApiWrite {

    @Override
    public String id() {
      return "cluster";
    }

    @Override
    public String title() {
      return "creations of clusters";
    }

    @Override
    public List<BareRow> rows() {
      return List.of(
          new BareRow("cluster", "id = ?", Set.of("id"), Set.of("name"), Set.of(), Set.of()),
          BareRow.numbered("job", "cluster_id = ?", "cluster_id"),
          BareRow.audit("cluster.create"),
          BareRow.event("cluster.pending"),
          BareRow.idempotency());
    }

    @Override
    public String write(CooperageClient client, String name) {
      return "cluster/"
          + client
              .clusters()
              .create(ClusterCreateRequest.of(name, DrillCatalog.SMALL, 1), name)
              .id();
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Cluster[]";
    }
  }

  /** {@code PUT /v3/services/…} with {@code If-None-Match: *}. */
  record Document(String token) implements ApiWrite {

    @Override
    public String id() {
      return "document";
    }

    @Override
    public String title() {
      return "new documents of the catalogue";
    }

    @Override
    public List<BareRow> rows() {
      return List.of(
          BareRow.named("catalog_head", "name = ?"),
          BareRow.named("catalog_version", "name = ?"),
          BareRow.audit("catalog.created"),
          BareRow.event("catalog.created"),
          BareRow.idempotency());
    }

    @Override
    public String write(CooperageClient client, String name) {
      ObjectNode document = DrillJson.MAPPER.createObjectNode();
      document.put("name", name);
      document.put("description", "Written by a benchmark; names no other document.");
      client.catalog().put(EntityKind.SERVICE, name, document);
      return "service/" + name;
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Document[]";
    }
  }
}
