package io.cooperage.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cooperage.api.ErrorCode;
import io.cooperage.galera.tx.GaleraException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mapper for each family of exceptions; every answer that is no success is made here. */
final class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  private ProblemMappers() {}

  /** What the mappers share: the current request and the way a refusal is written. */
  abstract static class Mapper<E extends Throwable> implements ExceptionMapper<E> {
    private final Problems problems;
    @Inject private Provider<ContainerRequestContext> request;

    Mapper(Problems problems) {
      this.problems = problems;
    }

    @Override
    public Response toResponse(E fault) {
      return problems.response(refusal(fault), requestId());
    }

    abstract ProblemException refusal(E fault);

    String requestId() {
      return RequestContext.requestId(request.get());
    }

    String call() {
      ContainerRequestContext current = request.get();
      return current.getMethod() + " /" + current.getUriInfo().getPath().replaceFirst("^/", "");
    }
  }

  static final class Refusals extends Mapper<ProblemException> {
    Refusals(Problems problems) {
      super(problems);
    }

    @Override
    ProblemException refusal(ProblemException fault) {
      return fault;
    }
  }

  static final class Database extends Mapper<GaleraException> {
    Database(Problems problems) {
      super(problems);
    }

    @Override
    ProblemException refusal(GaleraException fault) {
      LOG.info("request {}: {}", requestId(), fault.getMessage());
      return GaleraRefusals.of(fault);
    }
  }

  static final class Jackson extends Mapper<JsonProcessingException> {
    Jackson(Problems problems) {
      super(problems);
    }

    @Override
    ProblemException refusal(JsonProcessingException fault) {
      return JsonErrors.refusal(fault);
    }
  }

  static final class Validation extends Mapper<ConstraintViolationException> {
    Validation(Problems problems) {
      super(problems);
    }

    @Override
    ProblemException refusal(ConstraintViolationException fault) {
      List<String> lines =
          fault.getConstraintViolations().stream().map(Validation::line).sorted().toList();
      return new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "The request does not fit: " + String.join("; ", lines) + ". Correct it.")
          .withErrors(lines);
    }

    /** The path without the names of our method and its parameter, which the caller can't know. */
    private static String line(ConstraintViolation<?> violation) {
      String path = violation.getPropertyPath().toString().replaceFirst("^\\w+\\.\\w+\\.?", "");
      return path.isEmpty() && violation.getInvalidValue() == null
          ? "the body is missing, where a JSON object belongs"
          : (path + " " + violation.getMessage()).strip();
    }
  }

  static final class Http extends Mapper<WebApplicationException> {
    Http(Problems problems) {
      super(problems);
    }

    @Override
    public Response toResponse(WebApplicationException fault) {
      if (fault.getResponse().getStatus() < 400) {
        return fault.getResponse();
      }
      Response answer = super.toResponse(fault);
      String allow = fault.getResponse().getHeaderString(HttpHeaders.ALLOW);
      return allow == null
          ? answer
          : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    @Override
    ProblemException refusal(WebApplicationException fault) {
      if (fault.getCause() instanceof ProblemException inner) {
        return inner;
      }
      if (fault.getCause() instanceof JsonProcessingException inner) {
        return JsonErrors.refusal(inner);
      }
      if (fault instanceof ParamException wrong) {
        return parameter(wrong);
      }
      return switch (fault.getResponse().getStatus()) {
        case 401 -> new ProblemException(ErrorCode.UNAUTHENTICATED, "Send a valid bearer token.");
        case 403 -> new ProblemException(ErrorCode.FORBIDDEN, "Your token does not allow this.");
        case 404 ->
            new ProblemException(
                ErrorCode.NOT_FOUND,
                "There is nothing at " + call() + ". All paths are in /v3/openapi.json.");
        case 405 ->
            new ProblemException(
                ErrorCode.METHOD_NOT_ALLOWED,
                call()
                    + " is not possible; allowed here: "
                    + fault.getResponse().getHeaderString(HttpHeaders.ALLOW)
                    + ".");
        case 406 ->
            new ProblemException(
                ErrorCode.NOT_ACCEPTABLE,
                call() + " cannot answer in the form that Accept asks for. Try application/json.");
        case 413 -> new ProblemException(ErrorCode.TOO_LARGE, "The body is too large.");
        case 415 ->
            new ProblemException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                call() + " cannot read this Content-Type. Send application/json.");
        default -> other(fault);
      };
    }

    private ProblemException other(WebApplicationException fault) {
      if (fault.getResponse().getStatus() < 500) {
        return new ProblemException(
            ErrorCode.INVALID_REQUEST, call() + " was refused: " + fault.getMessage());
      }
      LOG.error("request {}: {} failed", requestId(), call(), fault);
      return internal(requestId());
    }

    private static ProblemException parameter(ParamException wrong) {
      String why = why(wrong);
      if (wrong instanceof ParamException.PathParamException) {
        return new ProblemException(
            ErrorCode.NOT_FOUND,
            "There is no such %s: %s.".formatted(wrong.getParameterName(), why));
      }
      String line = wrong.getParameterName() + ": " + why;
      return new ProblemException(ErrorCode.INVALID_REQUEST, "Parameter " + line + ". Correct it.")
          .withErrors(List.of(line));
    }

    /** In the words of whoever could not read it, without the names of classes. */
    private static String why(ParamException wrong) {
      Throwable root = wrong;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      if (root instanceof NumberFormatException) {
        return "must be a whole number";
      }
      return root.equals(wrong) || root.getMessage() == null
          ? "has the wrong form"
          : root.getMessage();
    }
  }

  /** A header that Jersey reads itself, such as If-None-Match. */
  static final class Header extends Mapper<HeaderValueException> {
    Header(Problems problems) {
      super(problems);
    }

    @Override
    ProblemException refusal(HeaderValueException fault) {
      if (fault.getContext() == HeaderValueException.Context.INBOUND) {
        return new ProblemException(
            ErrorCode.INVALID_REQUEST,
            call()
                + " has a header that breaks the rules of HTTP, such as an ETag without quotes.");
      }
      LOG.error("request {}: {} failed", requestId(), call(), fault);
      return internal(requestId());
    }
  }

  static final class Unexpected extends Mapper<Exception> {
    Unexpected(Problems problems) {
      super(problems);
    }

    @Override
    ProblemException refusal(Exception fault) {
      LOG.error("request {}: {} failed", requestId(), call(), fault);
      return internal(requestId());
    }
  }

  private static ProblemException internal(String requestId) {
    return new ProblemException(
        ErrorCode.INTERNAL,
        "The server failed in a way that it should not have. Its log says more under request "
            + requestId
            + ".");
  }
}
