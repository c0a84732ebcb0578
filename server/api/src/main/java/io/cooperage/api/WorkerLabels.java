package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is said of a worker, such as where it stands: {@code {"network": "private", "rack": "a"}}.
 * Up to 8 labels; names and values have 1 to 60 letters, digits, dots, dashes, underscores.
 */
public record WorkerLabels(SortedMap<String, String> values) {
  public static final WorkerLabels NONE = new WorkerLabels(new TreeMap<>());

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,60}");
  private static final int MOST = 8;

  /**
   * @throws IllegalArgumentException if there are too many, or one is not as said above
   */
  public WorkerLabels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.size() > MOST) {
      throw new IllegalArgumentException(
          "There are " + values.size() + " labels; there may be " + MOST + " at most");
    }
    values.forEach(
        (name, value) -> {
          if (value == null || !WORD.matcher(name).matches() || !WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                "The label \"%s=%s\" is wrong: name and value have 1 to 60 letters, digits, dots, dashes, underscores"
                    .formatted(name, value));
          }
        });
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static WorkerLabels of(Map<String, String> labels) {
    return labels == null || labels.isEmpty() ? NONE : new WorkerLabels(new TreeMap<>(labels));
  }

  /** What {@link #toString} gives: {@code network=private,rack=a}. */
  public static WorkerLabels parse(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String label : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = label.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "The label \"" + label + "\" is wrong: write it as name=value");
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return labels.isEmpty() ? NONE : new WorkerLabels(labels);
  }

  /** Whether who carries these carries all of {@code wanted}. */
  public boolean include(WorkerLabels wanted) {
    return values.entrySet().containsAll(wanted.values.entrySet());
  }

  @Override
  @JsonValue
  public SortedMap<String, String> values() {
    return values;
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
