package io.cooperage.drill.run;

import io.cooperage.drill.definition.DrillDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which drill a command is about, and with what. */
final class Choice {

  @Parameters(
      index = "0",
      paramLabel = "DRILL",
      description = "A shipped drill (see `cooperage drill library`), or a file: my-drill.yaml.")
  private String name;

  @Option(
      names = "--dc",
      paramLabel = "DC",
      description = "The datacenter to break; short for --set dc=DC.")
  private String datacenter;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the definition; may be given again and again.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--short",
      description = "The variant \"short\": about a minute, with little load.")
  private boolean brief;

  /** The definition with everything in its place. */
  DrillDefinition definition() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (datacenter != null) {
      all.put("dc", datacenter);
    }
    return DefinitionLibrary.find(name, brief ? "short" : "", all);
  }

  boolean brief() {
    return brief;
  }
}
