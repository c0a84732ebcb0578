package io.cooperage.drill.check;

import java.util.List;

/** What can be done to a set that only grows. */
public sealed interface SetAction extends Action {

  @Override
  default String part() {
    return "set";
  }

  /** Puts an element in, which nobody else adds. */
  record Add(String element) implements SetAction {

    @Override
    public String function() {
      return "add";
    }

    @Override
    public String invokedValue() {
      return Edn.string(element);
    }

    @Override
    public String toString() {
      return "add " + element;
    }
  }

  /** Shows all elements, as often as they are there; {@code seen} counts only if acknowledged. */
  record ReadAll(List<String> seen) implements SetAction {

    public ReadAll {
      seen = List.copyOf(seen);
    }

    @Override
    public String function() {
      return "read";
    }

    @Override
    public String invokedValue() {
      return Edn.NIL;
    }

    @Override
    public String acknowledgedValue() {
      return Edn.vector(seen.stream().map(Edn::string).toArray(String[]::new));
    }

    @Override
    public String toString() {
      return "read all → %d elements".formatted(seen.size());
    }
  }
}
