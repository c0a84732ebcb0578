package io.cooperage.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;

/**
 * One figure of performance.
 *
 * @param id {@code group.name}, the same in every run
 * @param note what else has to be known to read it
 * @param unit of all its values; empty for a bare number
 * @param values of all repetitions
 * @param first the first time of all, when nothing was compiled yet, where that was taken apart
 * @param command that measures it again
 */
@JsonIgnoreProperties(
    value = {"median", "min", "max", "ratio", "met"},
    allowGetters = true)
@JsonPropertyOrder({
  "id",
  "what",
  "note",
  "unit",
  "values",
  "median",
  "min",
  "max",
  "first",
  "comparedWith",
  "ratio",
  "wanted",
  "met",
  "command"
})
public record Figure(
    String id,
    String what,
    Optional<String> note,
    String unit,
    List<Double> values,
    Optional<Double> first,
    Optional<Comparison> comparedWith,
    Optional<Bound> wanted,
    String command) {

  public Figure {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Figure " + id + " has no value.");
    }
    if (wanted.filter(bound -> bound.of() == Bound.Measure.RATIO).isPresent()
        && comparedWith.isEmpty()) {
      throw new IllegalArgumentException("Figure " + id + " is compared with nothing.");
    }
  }

  /** A figure of which nothing is wanted yet. */
  public static Figure of(String id, String what, String unit, List<Double> values) {
    return new Figure(
        id,
        what,
        Optional.empty(),
        unit,
        values,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  public Figure withNote(String text) {
    return new Figure(
        id, what, Optional.of(text), unit, values, first, comparedWith, wanted, command);
  }

  public Figure withFirst(double value) {
    return new Figure(
        id, what, note, unit, values, Optional.of(value), comparedWith, wanted, command);
  }

  public Figure comparedWith(String other, List<Double> others) {
    return new Figure(
        id,
        what,
        note,
        unit,
        values,
        first,
        Optional.of(new Comparison(other, others)),
        wanted,
        command);
  }

  public Figure wanted(Bound bound) {
    return new Figure(
        id, what, note, unit, values, first, comparedWith, Optional.of(bound), command);
  }

  public Figure by(String text) {
    return new Figure(id, what, note, unit, values, first, comparedWith, wanted, text);
  }

  @JsonProperty
  public double median() {
    return Spread.median(values);
  }

  @JsonProperty
  public double min() {
    return Spread.min(values);
  }

  @JsonProperty
  public double max() {
    return Spread.max(values);
  }

  /** Of the medians. */
  @JsonProperty
  public Optional<Double> ratio() {
    return comparedWith
        .filter(other -> other.median() != 0)
        .map(other -> median() / other.median());
  }

  /** Whether it is as wanted; empty if nothing is. What has no ratio does not meet one. */
  @JsonProperty
  public Optional<Boolean> met() {
    return wanted.map(
        bound ->
            switch (bound.of()) {
              case MEDIAN -> bound.isMetBy(median());
              case WORST -> bound.isMetBy(worst(bound.direction()));
              case RATIO -> ratio().filter(bound::isMetBy).isPresent();
            });
  }

  private double worst(Bound.Direction direction) {
    return switch (direction) {
      case AT_MOST -> Math.max(max(), first.orElse(max()));
      case AT_LEAST -> Math.min(min(), first.orElse(min()));
    };
  }

  /** What its id begins with. */
  @JsonIgnore
  String group() {
    int dot = id.indexOf('.');
    return dot < 0 ? id : id.substring(0, dot);
  }

  /** {@code 79.2 ms (75.0 to 83.1)}. */
  @JsonIgnore
  String valueInWords() {
    return Numbers.value(median(), unit) + spread(values);
  }

  /** {@code 63.2 ms (61.0 to 65.5), bare commit}; empty if there is none. */
  @JsonIgnore
  String comparisonInWords() {
    return comparedWith
        .map(
            other ->
                Numbers.value(other.median(), unit) + spread(other.values()) + ", " + other.what())
        .orElse("");
  }

  private static String spread(List<Double> values) {
    return values.size() == 1
        ? ""
        : " (%s to %s)"
            .formatted(Numbers.value(Spread.min(values)), Numbers.value(Spread.max(values)));
  }

  @JsonIgnore
  String ratioInWords() {
    return ratio().map(Numbers::value).orElse("");
  }

  @JsonIgnore
  String wantedInWords() {
    return wanted.map(bound -> bound.inWords(unit)).orElse("");
  }

  /** {@code yes}, {@code NO}, or nothing. */
  @JsonIgnore
  String metInWords() {
    return met().map(met -> met ? "yes" : "NO").orElse("");
  }

  /** What it is, with its note. */
  @JsonIgnore
  String title() {
    return what + note.map(text -> "; " + text).orElse("");
  }

  @JsonIgnore
  String firstInWords() {
    return first.map(Numbers::value).orElse("");
  }
}
