package io.cooperage.provisioner.rest;

import io.cooperage.api.ErrorCode;
import io.cooperage.client.ApiException;
import io.cooperage.client.UnreachableException;
import io.cooperage.provisioner.worker.ServerException;
import java.time.Duration;
import java.util.Optional;

/** Turns the client's failures into what the worker distinguishes. */
final class Failures {
  private Failures() {}

  static ServerException of(ApiException refusal) {
    Optional<Duration> retryAfter =
        refusal.problem() == null
            ? Optional.empty()
            : refusal.problem().retryAfter().map(Duration::ofSeconds);
    return new ServerException(kind(refusal), refusal.getMessage(), retryAfter, refusal);
  }

  /** An interrupt while the client waited is an interrupt. */
  static ServerException of(UnreachableException silence) throws InterruptedException {
    rethrowInterrupt(silence);
    return new ServerException(ServerException.Kind.TRY_AGAIN, silence.getMessage(), silence);
  }

  static void rethrowInterrupt(UnreachableException silence) throws InterruptedException {
    if (Thread.interrupted() || silence.getCause() instanceof InterruptedException) {
      throw new InterruptedException(silence.getMessage());
    }
  }

  private static ServerException.Kind kind(ApiException refusal) {
    if (refusal.is(ErrorCode.STALE_TOKEN)) {
      return ServerException.Kind.STALE;
    }
    if (refusal.is(ErrorCode.NOT_FOUND)) {
      return ServerException.Kind.UNKNOWN;
    }
    return refusal.status() >= 500 || refusal.is(ErrorCode.TOO_MANY_REQUESTS)
        ? ServerException.Kind.TRY_AGAIN
        : ServerException.Kind.REFUSED;
  }
}
