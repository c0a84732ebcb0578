package io.cooperage.drill.check;

import java.util.Optional;

/**
 * What can be done to a register, which holds a number or, before the first write, nothing. Each
 * says in which states it is possible with the answer that it got, and what the state is then.
 */
public sealed interface RegisterAction extends Action {

  /** The register. */
  String object();

  @Override
  default String part() {
    return "register-" + object();
  }

  /** Whether it can take place in {@code state} with this answer. */
  boolean possible(Optional<Long> state);

  /** The state after it, where it is possible. */
  Optional<Long> after(Optional<Long> state);

  /** Shows the value; {@code seen} means something only if the read is acknowledged. */
  record Read(String object, Optional<Long> seen) implements RegisterAction {

    @Override
    public boolean possible(Optional<Long> state) {
      return state.equals(seen);
    }

    @Override
    public Optional<Long> after(Optional<Long> state) {
      return state;
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
      return Edn.optional(seen);
    }

    @Override
    public String toString() {
      return "read → " + shown(seen);
    }
  }

  /** Overwrites whatever is there. */
  record Write(String object, long value) implements RegisterAction {

    @Override
    public boolean possible(Optional<Long> state) {
      return true;
    }

    @Override
    public Optional<Long> after(Optional<Long> state) {
      return Optional.of(value);
    }

    @Override
    public String function() {
      return "write";
    }

    @Override
    public String invokedValue() {
      return Long.toString(value);
    }

    @Override
    public String toString() {
      return "write " + value;
    }
  }

  /** Replaces {@code expected}, and only that; refused, it fails. */
  record CompareAndSet(String object, Optional<Long> expected, long value)
      implements RegisterAction {

    @Override
    public boolean possible(Optional<Long> state) {
      return state.equals(expected);
    }

    @Override
    public Optional<Long> after(Optional<Long> state) {
      return Optional.of(value);
    }

    @Override
    public String function() {
      return "cas";
    }

    @Override
    public String invokedValue() {
      return Edn.vector(Edn.optional(expected), Long.toString(value));
    }

    @Override
    public String toString() {
      return "cas " + shown(expected) + " → " + value;
    }
  }

  private static String shown(Optional<Long> value) {
    return value.map(String::valueOf).orElse("nothing");
  }
}
