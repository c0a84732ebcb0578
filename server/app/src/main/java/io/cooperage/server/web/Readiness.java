package io.cooperage.server.web;

import java.util.Optional;

/** Whether this server may serve now; asked before each request. Thread-safe, answers at once. */
public interface Readiness {
  /** Why no transaction can be run here now; empty if it can. */
  Optional<ProblemException> refusal();
}
