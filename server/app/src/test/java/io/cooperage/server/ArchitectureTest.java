package io.cooperage.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The walls between the rooms of the server. */
@AnalyzeClasses(
    packages = "io.cooperage.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("io.cooperage.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule pureRoomsKnowNoInputOutputClockOrChance =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..server.layout..", "..server.plan..", "..server.macro..", "..server.parameter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio..",
              "java.sql..",
              "org.jdbi..",
              "io.dropwizard..",
              "jakarta.ws..",
              "org.apache.curator..",
              "io.cooperage.galera..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule aDaoStaysInItsRoom =
      classes().that().haveSimpleNameEndingWith("Dao").should(beUsedOnlyInTheirPackage());

  @ArchTest
  static final ArchRule onlyTheDoorOpensTransactions =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "Jdbi or Handle opens a transaction or a handle",
                  call ->
                      call.getTargetOwner().getPackageName().startsWith("org.jdbi")
                          && (call.getName().equals("inTransaction")
                              || call.getName().equals("useTransaction")
                              || call.getName().equals("open")
                              || call.getName().equals("withHandle")
                              || call.getName().equals("useHandle"))));

  private static ArchCondition<JavaClass> beUsedOnlyInTheirPackage() {
    return new ArchCondition<>("be used only in their own package") {
      @Override
      public void check(JavaClass dao, ConditionEvents events) {
        dao.getDirectDependenciesToSelf().stream()
            .filter(use -> !use.getOriginClass().getPackageName().equals(dao.getPackageName()))
            .forEach(use -> events.add(SimpleConditionEvent.violated(dao, use.getDescription())));
      }
    };
  }
}
