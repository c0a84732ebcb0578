package io.cooperage.provisioner.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** Reads and checks a configuration file. */
public final class ConfigFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(new YAMLFactory())
          .registerModule(new Jdk8Module())
          .registerModule(
              new SimpleModule("paths and times")
                  .addDeserializer(Path.class, new PathDeserializer())
                  .addDeserializer(Duration.class, new DurationDeserializer()))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private ConfigFile() {}

  /**
   * @throws ConfigException if anything in the file is wrong, naming all of it
   */
  public static ProvisionerConfig read(Path file) {
    ProvisionerConfig config = parse(file).withDefaults();
    Violations violations = new Violations();
    config.check(violations);
    violations.throwIfAny(file);
    return config;
  }

  private static ProvisionerConfig parse(Path file) {
    try {
      String yaml = Files.readString(file);
      ProvisionerConfig config =
          yaml.isBlank() ? null : MAPPER.readValue(yaml, ProvisionerConfig.class);
      if (config == null) {
        throw new ConfigException(file + " is empty: add the sections server and worker.");
      }
      return config;
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigException(
          file
              + ": there is no key "
              + path(e)
              + ". Known here are "
              + e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".",
          e);
    } catch (JsonMappingException e) {
      throw new ConfigException(
          file + ": " + path(e) + " cannot be read: " + e.getOriginalMessage() + ".", e);
    } catch (JsonProcessingException e) {
      throw new ConfigException(file + " is not YAML: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ConfigException(
          "The configuration file " + file + " cannot be read. Give its path as the argument.", e);
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(reference -> String.valueOf(reference.getFieldName()))
        .collect(Collectors.joining("."));
  }

  private static final class PathDeserializer extends StdScalarDeserializer<Path> {
    private static final long serialVersionUID = 1L;

    PathDeserializer() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return Path.of(parser.getText());
    }
  }

  private static final class DurationDeserializer extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationDeserializer() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return Durations.parse(parser.getText());
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }
}
