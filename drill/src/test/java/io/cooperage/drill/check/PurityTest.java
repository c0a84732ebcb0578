package io.cooperage.drill.check;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checkers know histories, and nothing of those who made them. */
@AnalyzeClasses(
    packages = "io.cooperage.drill.check",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

  @ArchTest
  static final ArchRule checkersKnowNoInputOutputClockOrChance =
      noClasses()
          .that()
          .doNotBelongToAnyOf(HistoryFile.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.net..", "java.nio..", "java.time..", "java.util.random..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule checkersTrustNothingInTheServer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cooperage.api..",
              "io.cooperage.client..",
              "io.cooperage.galera..",
              "io.cooperage.drill.load..",
              "io.cooperage.drill.run..");
}
