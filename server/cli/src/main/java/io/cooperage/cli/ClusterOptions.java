package io.cooperage.cli;

import io.cooperage.api.ClusterCreateRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a cluster is to be like. */
final class ClusterOptions {
  @Parameters(paramLabel = "NAME", description = "The cluster's name.")
  private String name;

  @Option(
      names = {"-t", "--template"},
      required = true,
      paramLabel = "TEMPLATE",
      description = "The cluster template; 'cooperage catalog list clustertemplates' lists them.")
  private String template;

  @Option(
      names = {"-n", "--machines"},
      required = true,
      paramLabel = "COUNT",
      description = "How many machines.")
  private int machines;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private Optional<String> description;

  @Option(names = "--provider", paramLabel = "NAME", description = "Default: the template's.")
  private Optional<String> provider;

  @Option(names = "--hardware", paramLabel = "NAME", description = "Hardware type of all machines.")
  private Optional<String> hardware;

  @Option(names = "--image", paramLabel = "NAME", description = "Image type of all machines.")
  private Optional<String> image;

  @Option(
      names = {"-s", "--service"},
      split = ",",
      paramLabel = "NAME",
      description = "Services, instead of the template's defaults; may be repeated.")
  private List<String> services;

  @Option(names = "--dns-suffix", paramLabel = "SUFFIX", description = "Of the host names.")
  private Optional<String> dnsSuffix;

  @Option(
      names = "--config",
      paramLabel = "JSON",
      description = "Merged over the template's configuration: a JSON object, or @FILE.")
  private Optional<String> config;

  @Option(
      names = "--field",
      paramLabel = "NAME=VALUE",
      description = {
        "What the provider lets users say; may be repeated.",
        "NAME=@FILE reads the value, which then does not stand in the list of processes."
      })
  private Map<String, String> fields;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      description = "How long it lives, such as 2d, 12h or 90m; 0 = for ever.")
  private Optional<String> lease;

  ClusterCreateRequest request(ApiCommand command) {
    return new ClusterCreateRequest(
        name,
        description,
        template,
        machines,
        provider,
        hardware,
        image,
        Optional.ofNullable(services),
        dnsSuffix,
        config.map(text -> Arguments.json(command, "--config", text)),
        lease.map(text -> Arguments.millis(command, "--lease", text)),
        Optional.ofNullable(fields).map(given -> read(command, given)));
  }

  private static Map<String, String> read(ApiCommand command, Map<String, String> given) {
    Map<String, String> read = new LinkedHashMap<>(given);
    read.replaceAll((name, value) -> Arguments.text(command, "--field " + name, value));
    return read;
  }
}
