package io.cooperage.server.openapi;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Problem;
import io.cooperage.server.access.Auth;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.Problems;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says with which problem documents an operation answers: the code of its method tells which codes
 * it may give, and each has an example. What every request may be answered is the default.
 */
final class OpenApiProblems {
  private static final String PROBLEM = "Problem";

  /** What the server says before it knows what is asked for, or when it cannot do it. */
  private static final Set<ErrorCode> OF_ALL =
      EnumSet.of(
          ErrorCode.METHOD_NOT_ALLOWED,
          ErrorCode.NOT_ACCEPTABLE,
          ErrorCode.TOO_MANY_REQUESTS,
          ErrorCode.INTERNAL,
          ErrorCode.NOT_READY,
          ErrorCode.NOT_PRIMARY,
          ErrorCode.DRAINING,
          ErrorCode.CONTENTION,
          ErrorCode.ISSUER_UNREACHABLE,
          ErrorCode.OUTCOME_UNKNOWN);

  private final Map<ErrorCode, Refusal> examples;

  /** What a problem document says for example. */
  record Refusal(String detail, List<String> errors) {
    Refusal {
      errors = errors == null ? List.of() : List.copyOf(errors);
    }
  }

  OpenApiProblems(Map<ErrorCode, Refusal> examples) {
    this.examples = examples;
  }

  void addComponents(Components components) {
    ModelConverters.getInstance().readAll(Problem.class).forEach(components::addSchemas);
    components
        .addResponses(PROBLEM, answer(OF_ALL).description("What any request may be answered"))
        .addHeaders(
            HttpHeaders.RETRY_AFTER,
            new Header()
                .description("Seconds to wait before the same request is sent again")
                .schema(new IntegerSchema()));
    for (ErrorCode code : ErrorCode.values()) {
      components.addExamples(code.wire(), new Example().value(Json.tree(document(code))));
    }
  }

  /** As the server makes them. */
  private Problem document(ErrorCode code) {
    Refusal refusal = examples.get(code);
    return new Problems("dc1")
        .document(
            new ProblemException(code, refusal.detail()).withErrors(refusal.errors()),
            "5f0c1d2e3a4b5c6d7e8f9a0b");
  }

  /** Operations that answer alike refer to the same component. */
  void addTo(Operation operation, JavaMethod method, Components components) {
    Set<ErrorCode> codes = ErrorCodes.of(method);
    if (method.getParameters().stream().anyMatch(one -> one.isAnnotatedWith(Auth.class))) {
      codes.addAll(Set.of(ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN));
    }
    if (operation.getRequestBody() != null) {
      codes.addAll(Set.of(ErrorCode.TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE));
      if (operation.getRequestBody().getContent().containsKey("application/json")) {
        codes.addAll(Set.of(ErrorCode.MALFORMED_JSON, ErrorCode.INVALID_REQUEST));
      }
    }
    codes.removeAll(OF_ALL);
    Map<Integer, List<ErrorCode>> byStatus =
        codes.stream()
            .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));
    byStatus.forEach(
        (status, some) -> {
          String name = names(some, ".");
          components.addResponses(name, answer(some));
          operation
              .getResponses()
              .put(
                  Integer.toString(status),
                  new ApiResponse().$ref("#/components/responses/" + name));
        });
    operation.getResponses()._default(new ApiResponse().$ref(PROBLEM));
  }

  private static ApiResponse answer(Collection<ErrorCode> codes) {
    MediaType type = new MediaType().schema(new Schema<>().$ref(PROBLEM));
    codes.forEach(
        code ->
            type.addExamples(
                code.wire(), new Example().$ref("#/components/examples/" + code.wire())));
    ApiResponse answer =
        new ApiResponse()
            .description(names(codes, ", "))
            .content(new Content().addMediaType(Problems.TYPE.toString(), type));
    return codes.stream().anyMatch(ErrorCode::retryable)
        ? answer.addHeaderObject(
            HttpHeaders.RETRY_AFTER, new Header().$ref("#/components/headers/Retry-After"))
        : answer;
  }

  private static String names(Collection<ErrorCode> codes, String between) {
    return codes.stream().map(ErrorCode::wire).collect(Collectors.joining(between));
  }
}
