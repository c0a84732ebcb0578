package io.cooperage.client;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Problem;

/** The service answered, and refused. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public ApiException(Problem problem) {
    super(
        problem.status()
            + " "
            + problem.code()
            + ": "
            + problem.detail()
            + (problem.errors().isEmpty() ? "" : " " + problem.errors()));
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  public int status() {
    return problem.status();
  }

  public boolean is(ErrorCode code) {
    return code.wire().equals(problem.code());
  }
}
