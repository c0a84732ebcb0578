package io.cooperage.server.openapi;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import io.cooperage.api.Problem;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Auth;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.web.Headers;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response.Status;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts into the document what holds for many operations: security, problems, and the headers that
 * an operation reads and sends. What an operation does is taken from the code of its method, so
 * that the document cannot say otherwise.
 */
final class OpenApiConventions {
  private static final String BEARER = "bearer";
  private static final String KEY = "IdempotencyKey";
  private static final String REQUIRED_KEY = "RequiredIdempotencyKey";
  private static final String MATCH = "IfMatch";
  private static final String REQUIRED_MATCH = "RequiredIfMatch";
  private static final String NONE_MATCH = "IfNoneMatch";
  private static final String CONSISTENCY = "Consistency";
  private static final String COMMIT_POSITION = "CommitPosition";

  private final OpenAPI document;
  private final Map<String, JavaMethod> methods;
  private final OpenApiProblems problems;

  private OpenApiConventions(
      OpenAPI document, Map<String, JavaMethod> methods, OpenApiProblems problems) {
    this.document = document;
    this.methods = methods;
    this.problems = problems;
  }

  /**
   * Completes {@code document}, which was made from {@code resources}.
   *
   * @return the records that it is about
   */
  static OpenApiRecords apply(
      OpenAPI document, Collection<JavaClass> resources, OpenApiProblems problems) {
    Map<String, JavaMethod> methods =
        resources.stream()
            .flatMap(resource -> resource.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(io.swagger.v3.oas.annotations.Operation.class))
            .collect(Collectors.toMap(OpenApiConventions::operationId, Function.identity()));
    return new OpenApiConventions(document, methods, problems).apply();
  }

  private static String operationId(JavaMethod method) {
    return method.getAnnotationOfType(io.swagger.v3.oas.annotations.Operation.class).operationId();
  }

  private OpenApiRecords apply() {
    document.addSecurityItem(new SecurityRequirement().addList(BEARER));
    problems.addComponents(document.getComponents());
    addComponents(document.getComponents());
    document.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .filter(operation -> methods.containsKey(operation.getOperationId()))
        .forEach(operation -> complete(operation, methods.get(operation.getOperationId())));
    OpenApiRecords records = new OpenApiRecords();
    records.addReceived(Problem.class);
    methods.values().forEach(method -> addTo(records, method.reflect()));
    records.complete(document);
    return records;
  }

  private static void addTo(OpenApiRecords records, Method method) {
    Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(NotNull.class))
        .forEach(parameter -> records.addSent(parameter.getParameterizedType()));
    records.addReceived(method.getGenericReturnType());
    answersOf(method)
        .flatMap(answer -> Arrays.stream(answer.content()))
        .forEach(content -> records.addReceived(content.schema().implementation()));
  }

  /** Those that the method declares, itself or by an annotation that stands for them. */
  private static Stream<io.swagger.v3.oas.annotations.responses.ApiResponse> answersOf(
      Method method) {
    Stream<AnnotatedElement> marks =
        Arrays.stream(method.getAnnotations()).map(Annotation::annotationType);
    return Stream.concat(Stream.of(method), marks)
        .flatMap(
            declared ->
                Arrays.stream(
                    declared.getAnnotationsByType(
                        io.swagger.v3.oas.annotations.responses.ApiResponse.class)));
  }

  private static void addComponents(Components components) {
    components
        .addHeaders(HttpHeaders.LOCATION, text("The path of what was made, or of where to look on"))
        .addHeaders(HttpHeaders.ETAG, text("The version, for If-Match and If-None-Match"))
        .addHeaders(
            Headers.COMMIT_POSITION,
            text("Where the change is in the history; for reads with Consistency: session"))
        .addHeaders(
            Headers.IDEMPOTENCY_REPLAYED,
            text("\"true\" if this is the answer to an earlier request with the same key"))
        .addParameters(KEY, key().required(false))
        .addParameters(REQUIRED_KEY, key().required(true))
        .addParameters(MATCH, match().required(false))
        .addParameters(REQUIRED_MATCH, match().required(true))
        .addParameters(
            NONE_MATCH,
            parameter(HttpHeaders.IF_NONE_MATCH, "The ETag of what the caller has", "\"3\"")
                .required(false))
        .addParameters(
            CONSISTENCY,
            parameter(
                    Headers.CONSISTENCY,
                    "How fresh the answer has to be: strong, as of all that was answered anywhere;"
                        + " session, as of the Commit-Position that is sent along; local, as this"
                        + " datacenter has it",
                    "session")
                .required(false)
                .schema(
                    new StringSchema()
                        .addEnumItem("strong")
                        .addEnumItem("session")
                        .addEnumItem("local")
                        ._default("strong")))
        .addParameters(
            COMMIT_POSITION,
            parameter(
                    Headers.COMMIT_POSITION,
                    "With Consistency: session, the header of an earlier answer",
                    "0-1-4711")
                .required(false));
  }

  private void complete(Operation operation, JavaMethod method) {
    Set<String> calls = callsOf(method);
    Optional<Auth> auth = auth(method);
    if (auth.isEmpty()) {
      operation.security(List.of());
    }
    auth.ifPresent(
        needs ->
            operation.addExtension(
                "x-scopes", Arrays.stream(needs.value()).map(Scope::wire).toList()));
    describeParameters(operation);
    addParameters(operation, calls);
    correctBody(operation.getRequestBody());
    operation.responses(responses(operation, method));
    Map<String, ApiResponse> answers = operation.getResponses();
    answers.values().forEach(OpenApiConventions::referToHeaders);
    if (calls.contains("Idempotency.execute")) {
      answers
          .values()
          .forEach(
              answer ->
                  answer
                      .addHeaderObject(Headers.COMMIT_POSITION, header(Headers.COMMIT_POSITION))
                      .addHeaderObject(
                          Headers.IDEMPOTENCY_REPLAYED, header(Headers.IDEMPOTENCY_REPLAYED)));
    }
    if (calls.contains("Request.evaluatePreconditions")) {
      answers.put(
          "304",
          new ApiResponse()
              .description(Status.NOT_MODIFIED.getReasonPhrase())
              .addHeaderObject(HttpHeaders.ETAG, header(HttpHeaders.ETAG)));
    }
    problems.addTo(operation, method, document.getComponents());
  }

  /** Those that mean the same everywhere. */
  private static void describeParameters(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    for (Parameter parameter : operation.getParameters()) {
      if ("dryRun".equals(parameter.getName())) {
        parameter.description("true = say what would be done, and do nothing").example(true);
      } else if ("limit".equals(parameter.getName())
          && parameter.getSchema().getDefault() == null) {
        parameter.description("How many items the page has at most").example(50);
        parameter
            .getSchema()
            .minimum(BigDecimal.ONE)
            .maximum(BigDecimal.valueOf(Paging.MAX_LIMIT))
            .setDefault(Paging.DEFAULT_LIMIT);
      }
    }
  }

  private static void addParameters(Operation operation, Set<String> calls) {
    if (calls.contains("Idempotency.executeRequired")) {
      refer(operation, REQUIRED_KEY);
    } else if (calls.contains("Idempotency.execute")) {
      refer(operation, KEY);
    }
    if (calls.contains("Preconditions.requiredIfMatch")) {
      refer(operation, REQUIRED_MATCH);
    } else if (calls.contains("Preconditions.ifMatch")) {
      refer(operation, MATCH);
    }
    if (calls.contains("Request.evaluatePreconditions")) {
      refer(operation, NONE_MATCH);
    }
    if (calls.contains("RequestConsistency.of")) {
      refer(operation, CONSISTENCY);
      refer(operation, COMMIT_POSITION);
    }
  }

  private static void refer(Operation operation, String parameter) {
    operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + parameter));
  }

  /** What methods take as bytes or as a stream is a JSON object, or the bytes themselves. */
  private static void correctBody(RequestBody body) {
    if (body == null) {
      return;
    }
    body.required(true);
    body.getContent()
        .forEach(
            (type, content) -> {
              if (!type.equals(jakarta.ws.rs.core.MediaType.APPLICATION_JSON)) {
                content.schema(new StringSchema().format("binary"));
              } else if ("byte".equals(content.getSchema().getFormat())) {
                content.schema(new ObjectSchema());
              }
            });
  }

  /** Gives what the return type says the status that it has, and each status its words. */
  private static ApiResponses responses(Operation operation, JavaMethod method) {
    ApiResponses said = operation.getResponses();
    ApiResponse unnamed = said.remove(ApiResponses.DEFAULT);
    boolean nothing =
        method.getRawReturnType().isEquivalentTo(void.class)
            && method.getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(AsyncResponse.class));
    if (said.isEmpty() && nothing) {
      said.put("204", new ApiResponse());
    } else if (said.isEmpty() && unnamed != null && hasSchema(unnamed)) {
      said.put("200", unnamed);
    }
    said.forEach(
        (status, answer) -> {
          if (answer.getDescription() == null || answer == unnamed) {
            answer.description(Status.fromStatusCode(Integer.parseInt(status)).getReasonPhrase());
          }
        });
    return said;
  }

  static boolean hasSchema(ApiResponse answer) {
    return answer.getContent() != null
        && answer.getContent().values().stream().allMatch(type -> type.getSchema() != null);
  }

  private static void referToHeaders(ApiResponse answer) {
    if (answer.getHeaders() != null) {
      answer.getHeaders().replaceAll((name, said) -> header(name));
    }
  }

  /**
   * The methods that {@code method} calls, itself or by way of others of its class, as {@code
   * Type.method}.
   */
  private static Set<String> callsOf(JavaMethod method) {
    Set<String> calls = new HashSet<>();
    collect(method, new HashSet<>(), calls);
    if (calls.contains("Idempotency.executeAtOnce")) {
      calls.add("Idempotency.executeRequired");
    }
    if (calls.contains("Idempotency.executeRequired")) {
      calls.add("Idempotency.execute");
    }
    return calls;
  }

  private static void collect(JavaMethod method, Set<JavaMethod> seen, Set<String> calls) {
    if (!seen.add(method)) {
      return;
    }
    for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
      JavaClass owner = call.getTargetOwner();
      if (owner.equals(method.getOwner())) {
        call.getTarget().resolveMember().ifPresent(next -> collect(next, seen, calls));
      } else if (TELLING.stream().anyMatch(owner::isEquivalentTo)) {
        calls.add(owner.getSimpleName() + "." + call.getName());
      }
    }
  }

  private static final Set<Class<?>> TELLING =
      Set.of(Idempotency.class, Preconditions.class, RequestConsistency.class, Request.class);

  private static Optional<Auth> auth(JavaMethod method) {
    return method.getParameters().stream()
        .filter(parameter -> parameter.isAnnotatedWith(Auth.class))
        .map(parameter -> parameter.getAnnotationOfType(Auth.class))
        .findFirst();
  }

  private static Parameter key() {
    return parameter(
        Headers.IDEMPOTENCY_KEY,
        "The caller's own name of this operation, such as a UUID; sent again, it has one effect",
        "5b1f3c9e-2d84-4c39-9a0e-7f1f0f6f2c11");
  }

  private static Parameter match() {
    return parameter(
        HttpHeaders.IF_MATCH, "The ETag of the version that the change is made to", "\"3\"");
  }

  private static Parameter parameter(String name, String description, String example) {
    return new HeaderParameter()
        .name(name)
        .description(description)
        .schema(new StringSchema())
        .example(example);
  }

  private static Header header(String name) {
    return new Header().$ref("#/components/headers/" + name);
  }

  private static Header text(String description) {
    return new Header().description(description).schema(new StringSchema());
  }
}
