package io.cooperage.drill.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.history.DrillJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The templates that drills and measurements use; their machines and services are simulated by the
 * workers. All but the first come with the shipped catalogue.
 */
public final class DrillCatalog {

  /** One machine with one service, made at once. */
  public static final String SMALL = "drill-small";

  /** Machines whose steps take seconds, so that its job is in flight when the fault comes. */
  public static final String LONG = "slow";

  /** Instantaneous machines with services that depend on each other: for measuring throughput. */
  public static final String FLEET = "benchmark";

  private DrillCatalog() {}

  /** Puts the drills' own into the catalogue; the same document again changes nothing. */
  public static void install(CooperageClient client) {
    client.catalog().importBundle(read(), false);
  }

  static JsonNode read() {
    try (InputStream file = DrillCatalog.class.getResourceAsStream("catalog.json")) {
      return DrillJson.MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The drills' catalogue cannot be read", e);
    }
  }
}
