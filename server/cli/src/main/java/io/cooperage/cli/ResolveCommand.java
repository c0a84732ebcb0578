package io.cooperage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.client.CooperageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage catalog resolve}. */
@Command(
    name = "resolve",
    description = {
      "Put a template together with all that it extends and includes, and say where each value is"
          + " from.",
      "With --file a template that is not stored yet; nothing is stored."
    })
final class ResolveCommand extends ApiCommand {
  @Parameters(arity = "0..1", paramLabel = "TEMPLATE", description = "Its name.")
  private Optional<String> name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The document instead.")
  private Optional<Path> file;

  @Override
  void run(CooperageClient client, Terminal terminal) {
    if (name.isPresent() == file.isPresent()) {
      throw usage("Name a template, or give --file with one");
    }
    ResolvedTemplate resolved =
        name.map(template -> client.catalog().resolved(template))
            .orElseGet(() -> client.catalog().resolve(read(file.orElseThrow())));
    terminal.print(resolved, () -> text(resolved));
  }

  private JsonNode read(Path path) {
    try {
      return Terminal.JSON.readTree(Files.readString(path));
    } catch (JsonProcessingException e) {
      throw usage(path + " is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw usage(path + " cannot be read: " + e.getMessage());
    }
  }

  private static String text(ResolvedTemplate resolved) {
    Table parts = new Table("PART", "NAME", "VERSION", "ROLE", "");
    resolved
        .parts()
        .forEach(
            part ->
                parts.row(
                    part.kind().wire(),
                    part.name(),
                    part.version(),
                    part.role(),
                    part.immutable() ? "immutable" : ""));
    Table values = new Table("VALUE", "", "FROM", "FIXED BY");
    resolved
        .origins()
        .forEach(
            origin ->
                values.row(
                    origin.path(), origin.value(), origin.name(), origin.fixedBy().orElse("")));
    return parts.print() + "\n\n" + values.print();
  }
}
