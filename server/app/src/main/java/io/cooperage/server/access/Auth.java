package io.cooperage.server.access;

import io.cooperage.api.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the {@link Caller} parameter of a resource method: the method needs a token that has one of
 * these scopes. Whose things the caller reaches with them is asked of the caller.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Auth {
  /** One of them suffices. */
  Scope[] value();
}
