package io.cooperage.drill.check;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Appends to lists and reads of lists, in order, all or nothing. */
public record Transaction(List<Step> steps) implements Action {

  /** One micro-operation of a transaction. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "f")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Append.class, name = "append"),
    @JsonSubTypes.Type(value = Read.class, name = "r")
  })
  public sealed interface Step {

    /** The list. */
    String list();
  }

  /** Puts an element, which nobody else appends to this list, at the list's end. */
  public record Append(String list, long element) implements Step {
    @Override
    public String toString() {
      return "append %d to %s".formatted(element, list);
    }
  }

  /** Shows a whole list; {@code seen} is empty where no answer tells it. */
  public record Read(String list, Optional<List<Long>> seen) implements Step {
    @Override
    public String toString() {
      return "read %s → %s".formatted(list, seen.map(List::toString).orElse("?"));
    }
  }

  public Transaction {
    steps = List.copyOf(steps);
  }

  /** All reads whose answer is known. */
  List<Read> reads() {
    return steps.stream()
        .filter(Read.class::isInstance)
        .map(Read.class::cast)
        .filter(read -> read.seen().isPresent())
        .toList();
  }

  /** Its reads of others' state: of each list the first, unless it had appended to it before. */
  List<Read> externalReads() {
    List<Read> external = new ArrayList<>();
    List<String> touched = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Read read && read.seen().isPresent() && !touched.contains(read.list())) {
        external.add(read);
      }
      touched.add(step.list());
    }
    return external;
  }

  /** All its appends. */
  List<Append> appends() {
    return steps.stream().filter(Append.class::isInstance).map(Append.class::cast).toList();
  }

  /** Its elements of one list, in order. */
  List<Long> appendsTo(String list) {
    return appends().stream().filter(a -> a.list().equals(list)).map(Append::element).toList();
  }

  @Override
  public String part() {
    return "list-append";
  }

  @Override
  public String function() {
    return "txn";
  }

  @Override
  public String invokedValue() {
    return edn(read -> Edn.NIL);
  }

  @Override
  public String acknowledgedValue() {
    return edn(read -> read.seen().map(Edn::numbers).orElse(Edn.NIL));
  }

  private String edn(Function<Read, String> answer) {
    return Edn.vector(steps.stream().map(step -> edn(step, answer)).toArray(String[]::new));
  }

  private static String edn(Step step, Function<Read, String> answer) {
    String list = Edn.string(step.list());
    return step instanceof Append append
        ? Edn.vector(":append", list, Long.toString(append.element()))
        : Edn.vector(":r", list, answer.apply((Read) step));
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(", "));
  }
}
