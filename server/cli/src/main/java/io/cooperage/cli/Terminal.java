package io.cooperage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** Prints answers to standard output and what happens meanwhile to standard error. */
final class Terminal {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final OutputFormat format;
  private final PrintWriter out;
  private final PrintWriter err;

  Terminal(OutputFormat format, PrintWriter out, PrintWriter err) {
    this.format = format;
    this.out = out;
    this.err = err;
  }

  OutputFormat format() {
    return format;
  }

  /** The answer: as JSON, or as {@code people} read it. */
  void print(Object answer, Supplier<String> people) {
    out.println(format == OutputFormat.json ? json(answer) : people.get());
    out.flush();
  }

  /** Text as it is. */
  void raw(String text) {
    out.print(text);
    out.flush();
  }

  /** What happens meanwhile. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be printed as JSON", e);
    }
  }
}
