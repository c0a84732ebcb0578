package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrillCatalogTest {

  @Test
  void templateOfTheLoadIsThere() {
    assertThat(DrillCatalog.read().path("clustertemplates").findValuesAsText("name"))
        .containsExactly(DrillCatalog.SMALL);
  }
}
