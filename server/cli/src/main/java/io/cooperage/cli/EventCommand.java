package io.cooperage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.cooperage.api.EventView;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.EventSelection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage event}. */
@Command(name = "event", description = "See what happens.", subcommands = EventCommand.Follow.class)
final class EventCommand extends GroupCommand {

  /** {@code event follow}. */
  @Command(
      name = "follow",
      description =
          "Print events as they happen, one line each, in the one order of all datacenters; goes on"
              + " where it was when a datacenter dies.")
  static final class Follow extends ApiCommand {
    private static final ObjectWriter LINE =
        Terminal.JSON
            .writer()
            .withoutFeatures(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT);

    @Option(
        names = "--after",
        paramLabel = "POSITION",
        description = "Begin after this event; 0 = the first that is kept. Default: now.")
    private Optional<Long> after;

    @Option(
        names = "--count",
        paramLabel = "N",
        description = "End after so many. Default: go on until interrupted.")
    private Optional<Long> count;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        description = "Only such as cluster.active or 'cluster.*'; several times for more.")
    private List<String> types = List.of();

    @Option(
        names = "--subject",
        paramLabel = "SUBJECT",
        description = "Only of this thing, such as cluster/00000042 or 'cluster/*'.")
    private Optional<String> subject;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      long[] left = {count.orElse(Long.MAX_VALUE)};
      client
          .events()
          .follow(
              new EventSelection(types, subject),
              after,
              event -> {
                terminal.raw(line(terminal.format(), event) + System.lineSeparator());
                return --left[0] > 0;
              });
    }

    private static String line(OutputFormat format, EventView event) {
      if (format == OutputFormat.table) {
        return "%d  %s  %s  %s  %s  %s"
            .formatted(
                event.position(),
                event.time(),
                event.datacenter(),
                event.type(),
                event.subject(),
                event.data());
      }
      try {
        return LINE.writeValueAsString(event);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("An event cannot be printed as JSON", e);
      }
    }
  }
}
