package io.cooperage.drill.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cooperage.drill.history.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came back on one request: an answer, or (status 0) why there was none. {@code retry}:
 * whether a client repeats it.
 */
record Reply(
    Verdict verdict,
    int status,
    String code,
    boolean retry,
    OptionalInt retryAfter,
    boolean replayed,
    Optional<String> datacenter,
    Optional<String> requestId,
    JsonNode body,
    Optional<String> detail) {

  /** No answer. */
  static Reply broken(Verdict verdict, String code, String detail) {
    return new Reply(
        verdict,
        0,
        code,
        true,
        OptionalInt.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        MissingNode.getInstance(),
        Optional.of(detail));
  }
}
