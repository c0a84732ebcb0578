package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What kind of caller somebody is: whose things it reaches. What it may do with them are the {@link
 * Scope}s of its role.
 */
public enum Role {
  /** Everything, in all tenants. Only people of the tenant {@code superadmin} have it. */
  SUPERADMIN,
  /** Everything in its tenant. */
  ADMIN,
  /** All clusters of its tenant. */
  OPERATOR,
  /** The clusters that it made. */
  MEMBER,
  /** Sees what is in its tenant, changes nothing. */
  VIEWER,
  /** A provisioner: only the calls of workers. */
  WORKER;

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static Role parse(String wire) {
    return WireName.parse(values(), wire);
  }

  /** The name on the wire and in the database: lower case. */
  @JsonValue
  public String wire() {
    return WireName.of(this);
  }
}
