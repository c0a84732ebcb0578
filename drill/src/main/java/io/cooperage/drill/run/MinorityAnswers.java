package io.cooperage.drill.run;

import io.cooperage.api.ErrorCode;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a datacenter that was cut off told those who wrote to its own door.
 *
 * @param first until the first 503, from the cut
 * @param codes answers to requests sent after the deadline, by status and code
 * @param slowest of these
 * @param unexplained of these, not a 503 of a server that says why and when to ask again
 */
record MinorityAnswers(
    Optional<Duration> first, Map<String, Integer> codes, Duration slowest, int unexplained) {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final Set<String> REASONS =
      Set.of(ErrorCode.NOT_PRIMARY.wire(), ErrorCode.NOT_READY.wire());

  /**
   * @param cut when it stood alone
   * @param deadline from when on everything must be refused at once
   * @param healed when others could serve again who asks at its door
   */
  static MinorityAnswers of(
      List<Operation> operations, Set<String> minority, long cut, long deadline, long healed) {
    long lastSent = healed - AT_ONCE.toNanos() / 1_000;
    List<Attempted> probes =
        operations.stream()
            .filter(op -> minority.contains(op.clients()) && op.kind().write())
            .flatMap(op -> op.attempts().stream())
            .filter(attempt -> attempt.sent() >= cut && attempt.sent() < lastSent)
            .toList();
    List<Attempted> late = probes.stream().filter(probe -> probe.sent() >= deadline).toList();
    Map<String, Integer> codes = new TreeMap<>();
    late.forEach(probe -> codes.merge(probe.status() + " " + probe.code(), 1, Integer::sum));
    return new MinorityAnswers(
        probes.stream()
            .filter(probe -> probe.status() == 503)
            .map(Attempted::ended)
            .min(Comparator.naturalOrder())
            .map(ended -> Figure.micros(ended - cut)),
        codes,
        Figure.micros(
            late.stream().mapToLong(probe -> probe.ended() - probe.sent()).max().orElse(0)),
        (int) late.stream().filter(probe -> !explained(probe)).count());
  }

  private static boolean explained(Attempted probe) {
    return probe.status() == 503
        && probe.retryAfter().isPresent()
        && REASONS.contains(probe.code())
        && probe.detail().filter(detail -> !detail.isBlank()).isPresent();
  }

  List<Figure> figures(Duration bound) {
    int answers = codes.values().stream().mapToInt(Integer::intValue).sum();
    return List.of(
        Figure.some("answers of the minority, to judge by", answers),
        first
            .map(duration -> Figure.atMost("first 503 of the minority", duration, bound))
            .orElseGet(
                () ->
                    Figure.measured(
                        "first 503 of the minority", "never", Figure.seconds(bound), false)),
        Figure.none(
            "answers of the minority without 503, reason, Retry-After",
            unexplained,
            " of " + answers),
        Figure.atMost("slowest answer of the minority", slowest, AT_ONCE));
  }
}
