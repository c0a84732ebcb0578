package io.cooperage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Difference;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ImportReport;
import io.cooperage.api.ImportedEntity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportTextTest {
  @Test
  void aDryRunSaysWhatIsNewWhatChangesAndWhatStays() throws Exception {
    ImportReport report =
        new ImportReport(
            true,
            List.of(
                new ImportedEntity(EntityKind.SERVICE, "web", 1, "created", List.of()),
                new ImportedEntity(
                    EntityKind.CLUSTERTEMPLATE,
                    "tier",
                    4,
                    "updated",
                    List.of(
                        new Difference("/defaults/provider", json("\"p1\""), json("\"p2\"")),
                        new Difference(
                            "/defaults/services", json("[\"a\",\"b\"]"), json("[\"b\",\"c\"]")),
                        new Difference("/label", Optional.empty(), json("\"Tier\"")),
                        new Difference("/links", json("[]"), Optional.empty())),
                    List.of("not checked")),
                new ImportedEntity(EntityKind.HARDWARETYPE, "small", 2, "unchanged", List.of())),
            List.of("tenant \"acme\", clustertemplate \"x\": why"));
    assertThat(ImportText.of(report))
        .isEqualTo(
            """
            + service web  version 1
            ~ clustertemplate tier  version 3 -> 4
                ~ /defaults/provider  "p1" -> "p2"
                - /defaults/services  "a"
                + /defaults/services  "c"
                + /label  "Tier"
                - /links  []
                ! not checked
            = hardwaretype small  version 2
            ! cannot be put together any more: tenant "acme", clustertemplate "x": why
            1 to create, 1 to change, 1 unchanged.
            Nothing was changed: dry run.""");
  }

  @Test
  void aListThatOnlyChangesItsOrderIsAValueThatChanges() throws Exception {
    assertThat(ImportText.of(new Difference("/x", json("[1,2]"), json("[2,1]"))))
        .containsExactly("    ~ /x  [1,2] -> [2,1]");
  }

  private static Optional<JsonNode> json(String text) throws Exception {
    return Optional.of(Terminal.JSON.readTree(text));
  }
}
