package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a task does: the first three and the last on a node, the others on a service of a node. */
public enum TaskAction {
  CREATE,
  CONFIRM,
  BOOTSTRAP,
  INSTALL,
  CONFIGURE,
  INITIALIZE,
  START,
  STOP,
  REMOVE,
  DELETE;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static TaskAction parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
