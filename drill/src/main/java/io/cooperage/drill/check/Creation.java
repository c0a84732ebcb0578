package io.cooperage.drill.check;

import java.util.Optional;

/**
 * Makes a thing under a name of which there may be one only; fails if the name is taken. {@code id}
 * is what the service called it, known only if it is acknowledged.
 */
public record Creation(String name, Optional<String> id) implements Action {

  @Override
  public String part() {
    return "creations";
  }

  @Override
  public String function() {
    return "create";
  }

  @Override
  public String invokedValue() {
    return Edn.vector(Edn.string(name), Edn.NIL);
  }

  @Override
  public String acknowledgedValue() {
    return Edn.vector(Edn.string(name), id.map(Edn::string).orElse(Edn.NIL));
  }

  @Override
  public String toString() {
    return "create %s → %s".formatted(name, id.orElse("?"));
  }
}
