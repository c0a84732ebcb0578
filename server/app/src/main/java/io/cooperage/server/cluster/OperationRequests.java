package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Asks for operations: a dry run shows the draft, a request begins it once for its key. A repeated
 * request gets its answer even if the operation is not possible any more.
 */
abstract class OperationRequests {
  private final ClusterOperations operations;
  private final Idempotency idempotency;

  OperationRequests(ClusterOperations operations, Idempotency idempotency) {
    this.operations = operations;
    this.idempotency = idempotency;
  }

  final ClusterOperations operations() {
    return operations;
  }

  final Idempotency idempotency() {
    return idempotency;
  }

  static ClusterOperations.Request asked(
      Caller caller, ContainerRequestContext request, ClusterChange change, String id) {
    return new ClusterOperations.Request(
        caller,
        change,
        ClusterResource.parse(id, ClusterId::parse),
        Preconditions.ifMatch(request));
  }

  final Response run(
      ClusterOperations.Request asked,
      ContainerRequestContext request,
      boolean dryRun,
      Object payload,
      Function<Present, Future> changing) {
    if (dryRun) {
      return Response.ok(operations.draft(asked, changing).preview()).build();
    }
    try {
      return begin(asked, request, payload, operations.draft(asked, changing));
    } catch (ProblemException refusal) {
      // What was possible once may be no more, but a repeated request gets its answer.
      return idempotency
          .findReply(request, asked.caller(), payload, asked.change().action())
          .orElseThrow(() -> refusal);
    }
  }

  private Response begin(
      ClusterOperations.Request asked,
      ContainerRequestContext request,
      Object payload,
      ClusterOperations.Draft draft) {
    AtomicReference<JobId> job = new AtomicReference<>();
    Response response =
        idempotency.executeRequired(
            request,
            asked.caller(),
            payload,
            asked.change().action(),
            tx -> {
              JobId begun = operations.begin(tx, draft, detail(payload));
              job.set(begun);
              return operations.accepted(begun);
            });
    Optional.ofNullable(job.get()).ifPresent(operations::begun);
    return response;
  }

  private static JsonNode detail(Object payload) {
    return payload instanceof String name ? Json.tree(Map.of("name", name)) : Json.tree(payload);
  }
}
