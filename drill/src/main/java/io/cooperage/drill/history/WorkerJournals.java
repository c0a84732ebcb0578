package io.cooperage.drill.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a worker's journal: a JSON line when a task starts and one when it has ended and was
 * settled. A killed worker's last starts have no end, and its last line may be torn: the next
 * worker's first line then stands right behind the piece.
 */
public final class WorkerJournals {

  private WorkerJournals() {}

  /**
   * The executions that a journal tells of.
   *
   * @param datacenter where the worker runs, which its journal does not say
   */
  public static List<Execution> parse(String datacenter, List<String> lines) {
    Map<String, Execution> executions = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Optional<JsonNode> line = line(lines.get(i));
      if (line.isPresent()) {
        Execution execution = execution(datacenter, line.get());
        executions.put(execution.task() + " " + execution.token(), execution);
      } else if (i < lines.size() - 1) {
        throw new IllegalArgumentException("A journal line is not JSON: " + lines.get(i));
      }
    }
    return new ArrayList<>(executions.values());
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
    Optional<Instant> end =
        line.path("event").asText().equals("end")
            ? Optional.of(Instant.ofEpochMilli(line.path("end").asLong()))
            : Optional.empty();
    return new Execution(
        line.path("task").asText(),
        line.path("token").asText(),
        line.path("tag").asText(),
        line.path("worker").asText(),
        datacenter,
        Instant.ofEpochMilli(line.path("start").asLong()),
        end,
        end,
        line.path("settled").asText().equals("accepted"));
  }
}
