package io.cooperage.server.access;

import java.util.function.Function;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

/** Hands the authenticated {@link Caller} to the parameter marked with {@link Auth}. */
public final class CallerParameter implements ValueParamProvider {
  /** Registers this with Jersey. */
  public static final class Binder extends AbstractBinder {
    @Override
    protected void configure() {
      bind(new CallerParameter()).to(ValueParamProvider.class);
    }
  }

  @Override
  public Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    boolean mine =
        parameter.isAnnotationPresent(Auth.class) && parameter.getRawType() == Caller.class;
    return mine ? request -> request.getProperty(AuthFeature.CALLER) : null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
