package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.tx.CommitPosition;
import jakarta.ws.rs.container.ContainerRequestContext;

/** How fresh a read has to be, as its {@code Consistency} header says. */
public final class RequestConsistency {
  private RequestConsistency() {}

  /**
   * Strong without the header; {@code session} sees what the {@code Commit-Position} header names.
   *
   * @throws ProblemException INVALID_REQUEST for anything else
   */
  public static Consistency of(ContainerRequestContext request) {
    String wanted = request.getHeaderString(Headers.CONSISTENCY);
    if (wanted == null || wanted.equals("strong")) {
      return Consistency.strong();
    }
    return switch (wanted) {
      case "local" -> Consistency.local();
      case "session" -> Consistency.session(position(request));
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "Header Consistency is \"" + wanted + "\"; it must be strong, session or local.");
    };
  }

  private static CommitPosition position(ContainerRequestContext request) {
    String position = request.getHeaderString(Headers.COMMIT_POSITION);
    if (position == null) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Consistency: session needs the header Commit-Position, as an earlier answer gave it.");
    }
    try {
      return new CommitPosition(position);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.INVALID_REQUEST, "Header " + e.getMessage() + ".");
    }
  }
}
