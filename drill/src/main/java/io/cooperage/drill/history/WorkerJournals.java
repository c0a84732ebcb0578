package io.cooperage.drill.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a worker's journal: a JSON line when a task starts and one when it has ended and was
 * settled. Every start is an execution, also of one task under one token. A killed worker's last
 * starts have no end, and its last line may be torn: the next worker's first line then stands right
 * behind the piece.
 */
public final class WorkerJournals {

  private WorkerJournals() {}

  /**
   * The executions that a journal tells of.
   *
   * @param datacenter where the worker runs, which its journal does not say
   */
  public static List<Execution> parse(String datacenter, List<String> lines) {
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Optional<JsonNode> line = line(lines.get(i));
      if (line.isPresent()) {
        add(execution(datacenter, line.get()), executions);
      } else if (i < lines.size() - 1) {
        throw new IllegalArgumentException("A journal line is not JSON: " + lines.get(i));
      }
    }
    return executions;
  }

  /** An end takes the place of its start; an end alone, its start torn, stands for both. */
  private static void add(Execution execution, List<Execution> executions) {
    for (int i = executions.size() - 1; i >= 0 && execution.ended().isPresent(); i--) {
      if (isStartOf(executions.get(i), execution)) {
        executions.set(i, execution);
        return;
      }
    }
    executions.add(execution);
  }

  private static boolean isStartOf(Execution start, Execution end) {
    return start.ended().isEmpty()
        && start.task().equals(end.task())
        && start.token().equals(end.token())
        && start.worker().equals(end.worker())
        && start.started().equals(end.started());
  }

  private static Optional<JsonNode> line(String text) {
    String whole = text.substring(Math.max(0, text.lastIndexOf("{\"event\"")));
    try {
      return Optional.of(DrillJson.MAPPER.readTree(whole));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Execution execution(String datacenter, JsonNode line) {
    boolean over = line.path("event").asText().equals("end");
    return new Execution(
        line.path("task").asText(),
        line.path("token").asText(),
        line.path("tag").asText(),
        line.path("worker").asText(),
        datacenter,
        time(line, "start"),
        over ? Optional.of(time(line, "end")) : Optional.empty(),
        over ? Optional.of(time(line, "settledAt")) : Optional.empty(),
        line.path("settled").asText().equals("accepted"));
  }

  private static Instant time(JsonNode line, String field) {
    if (!line.path(field).isIntegralNumber()) {
      throw new IllegalArgumentException(
          "A journal line has no time \"%s\": %s".formatted(field, line));
    }
    return Instant.ofEpochMilli(line.path(field).asLong());
  }
}
