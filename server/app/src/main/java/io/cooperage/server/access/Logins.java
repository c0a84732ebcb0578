package io.cooperage.server.access;

import io.cooperage.server.web.ProblemException;

/** Tokens that somebody else has issued. Implementations are thread-safe. */
public interface Logins {
  /** Nobody else's tokens are accepted. */
  Logins NONE =
      new Logins() {
        @Override
        public boolean areLike(String bearer) {
          return false;
        }

        @Override
        public Caller verify(String bearer, String requestId) {
          throw new IllegalStateException("Nobody else issues tokens.");
        }
      };

  /** Whether it looks like one of these; API tokens never do. */
  boolean areLike(String bearer);

  /**
   * @throws ProblemException UNAUTHENTICATED if it does not hold; ISSUER_UNREACHABLE if that cannot
   *     be told now
   */
  Caller verify(String bearer, String requestId);
}
