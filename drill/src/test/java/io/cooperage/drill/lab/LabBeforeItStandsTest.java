package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What its first start goes by is chosen before there is anything. */
class LabBeforeItStandsTest {

  private static final int NO_LAB = 9;

  @TempDir private Path checkout;
  private Lab lab;

  @BeforeEach
  void open() {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    lab = Lab.open(checkout, NO_LAB);
  }

  @Test
  void aPresetIsChosen() {
    lab.preset(WanPreset.METRO);

    assertThat(lab.directory().resolve("preset")).hasContent("metro\n");
  }

  @Test
  void watchdogsAreWanted() {
    lab.wantWatchdogs();

    assertThat(lab.directory().resolve("watchdogs")).exists();
  }
}
