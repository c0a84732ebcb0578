package io.cooperage.server.openapi;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.cooperage.api.ErrorCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The error codes that a method may give: those that are named by it, or by any method of the
 * server that it leads to.
 */
final class ErrorCodes {
  private static final String OURS = "io.cooperage.server.";

  private ErrorCodes() {}

  static Set<ErrorCode> of(JavaMethod method) {
    Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    Set<JavaCodeUnit> seen = new HashSet<>(List.of(method));
    Deque<JavaCodeUnit> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      JavaCodeUnit unit = next.poll();
      unit.getFieldAccesses().stream()
          .filter(access -> access.getTargetOwner().isEquivalentTo(ErrorCode.class))
          .filter(access -> access.getTarget().getRawType().isEquivalentTo(ErrorCode.class))
          .forEach(access -> codes.add(ErrorCode.valueOf(access.getName())));
      targets(unit).filter(seen::add).forEach(next::add);
    }
    return codes;
  }

  private static Stream<JavaCodeUnit> targets(JavaCodeUnit unit) {
    Stream<CodeUnitAccessTarget> calls =
        unit.getCallsFromSelf().stream().map(call -> call.getTarget());
    Stream<CodeUnitAccessTarget> references =
        unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget());
    return Stream.concat(calls, references)
        .filter(target -> target.getOwner().getName().startsWith(OURS))
        .flatMap(ErrorCodes::resolve);
  }

  /** The method itself, and those that may run in its place. */
  private static Stream<JavaCodeUnit> resolve(CodeUnitAccessTarget target) {
    Stream<JavaCodeUnit> own = target.resolveMember().stream().map(found -> (JavaCodeUnit) found);
    Stream<JavaCodeUnit> others =
        target.getOwner().getAllSubclasses().stream()
            .flatMap(subclass -> overriding(subclass, target));
    return Stream.concat(own, others);
  }

  private static Stream<JavaCodeUnit> overriding(JavaClass subclass, CodeUnitAccessTarget target) {
    String[] parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    return subclass.tryGetMethod(target.getName(), parameters).stream()
        .map(found -> (JavaCodeUnit) found);
  }
}
