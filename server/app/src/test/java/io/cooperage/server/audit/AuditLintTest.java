package io.cooperage.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cooperage.api.Scope;
import io.cooperage.server.access.Auth;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What people change is audited: the code of each operation that changes something comes to {@link
 * AuditLog}. What workers do stands in tasks and events.
 */
class AuditLintTest {
  private static final String SERVER = "io.cooperage.server";

  /** Posts a question. */
  private static final String QUESTION = "resolveTemplate";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(SERVER);

  @Test
  void whateverPeopleChangeIsAudited() {
    List<String> silent =
        changes()
            .filter(method -> !isForWorkers(method) && !id(method).equals(QUESTION))
            .filter(method -> !isAudited(method))
            .map(AuditLintTest::id)
            .toList();
    assertThat(silent).isEmpty();
    assertThat(changes().filter(method -> !isForWorkers(method))).hasSizeGreaterThan(40);
  }

  @Test
  void whatChangesNothingOrIsOfWorkersIsNot() {
    assertThat(
            changes()
                .filter(method -> isForWorkers(method) || id(method).equals(QUESTION))
                .filter(AuditLintTest::isAudited)
                .map(AuditLintTest::id))
        .as("else this test finds a way to the audit from everywhere")
        .isEmpty();
  }

  private static Stream<JavaMethod> changes() {
    return CLASSES.stream()
        .filter(type -> type.isAnnotatedWith(Path.class))
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(Operation.class))
        .filter(
            method ->
                Stream.of(POST.class, PUT.class, PATCH.class, DELETE.class)
                    .anyMatch(method::isAnnotatedWith));
  }

  private static String id(JavaMethod method) {
    return method.getAnnotationOfType(Operation.class).operationId();
  }

  private static boolean isForWorkers(JavaMethod method) {
    return method.getParameters().stream()
        .filter(parameter -> parameter.isAnnotatedWith(Auth.class))
        .map(parameter -> parameter.getAnnotationOfType(Auth.class))
        .anyMatch(auth -> Arrays.equals(auth.value(), new Scope[] {Scope.WORK}));
  }

  private static boolean isAudited(JavaMethod method) {
    Deque<JavaMethod> open = new ArrayDeque<>(List.of(method));
    Set<JavaMethod> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      JavaMethod next = open.pop();
      if (next.getOwner().isEquivalentTo(AuditLog.class)) {
        return true;
      }
      Stream.concat(
              next.getMethodCallsFromSelf().stream(), next.getMethodReferencesFromSelf().stream())
          .map(JavaAccess::getTarget)
          .flatMap(AuditLintTest::methods)
          .filter(seen::add)
          .forEach(open::push);
    }
    return false;
  }

  /**
   * Those of the server that may be meant: of the type, of one that stands in for it, or inherited.
   */
  private static Stream<JavaMethod> methods(AccessTarget target) {
    JavaClass owner = target.getOwner();
    if (!owner.getPackageName().startsWith(SERVER)) {
      return Stream.empty();
    }
    return Stream.of(Set.of(owner), owner.getAllSubclasses(), owner.getAllRawSuperclasses())
        .flatMap(Collection::stream)
        .filter(type -> type.getPackageName().startsWith(SERVER))
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getName().equals(target.getName()));
  }
}
