package io.cooperage.drill.definition;

import java.util.Map;

/**
 * Reads a definition from YAML. Everything that is wrong with one is an {@link
 * IllegalArgumentException} that names the place, the value and what is right.
 */
public final class DefinitionReader {

  private DefinitionReader() {}

  /**
   * Reads a definition.
   *
   * @param source what the text is called in errors: a file, or the name of a shipped drill
   * @param settings values for the definition's parameters, instead of its own
   * @param variant whose values come before its own, but after {@code settings}; empty for none
   */
  public static DrillDefinition read(
      String source, String text, String variant, Map<String, String> settings) {
    return StrictYaml.read(
        source,
        text,
        DrillDefinition.class,
        definition -> Parameters.of(definition, variant, settings).fill(definition));
  }
}
