package io.cooperage.galera.schema;

import io.cooperage.galera.lease.Lease;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.lease.LeaseWatch;
import io.cooperage.galera.lease.Leases;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.tx.Transactions;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrates the library's tables and the application's with Flyway, once, however many nodes begin
 * at the same time. Flyway's own lock holds on one node only (GET_LOCK), so the right to migrate is
 * a lease of ours, and the lease is checked before every single migration.
 */
public final class Migrations {

  private static final String LEASE = "schema-migration";
  private static final String LIBRARY_LOCATION = "classpath:db/galera";
  private static final String LIBRARY_HISTORY = "galera_schema_history";
  private static final String APPLICATION_HISTORY = "flyway_schema_history";

  private final DatabaseConfig database;
  private final Transactions transactions;
  private final Leases leases;
  private final MigrationConfig config;
  private final List<String> locations;

  /**
   * @param locations where the application's migrations are, such as {@code classpath:db/migration}
   */
  public Migrations(
      DatabaseConfig database,
      Transactions transactions,
      Leases leases,
      MigrationConfig config,
      List<String> locations) {
    this.database = database;
    this.transactions = transactions;
    this.leases = leases;
    this.config = config;
    this.locations = List.copyOf(locations);
  }

  /**
   * Brings the schema up to date; when another process is at it, waits for that and then finds
   * nothing left to do. Returns the number of migrations that this call made.
   */
  public int migrate(LeaseHolder by) {
    transactions.run("schema.lease", tx -> tx.execute(leaseTable()));
    Lease lease = claim(by);
    try (MigrationBeat beat = new MigrationBeat(() -> leases.renew(lease), config.beat())) {
      return Stream.of(library(), application())
          .mapToInt(flyway -> flyway.callbacks(new Fence(beat)).load().migrate().migrationsExecuted)
          .sum();
    } catch (FlywayException e) {
      throw new SchemaException(
          "The schema could not be migrated: "
              + e.getMessage()
              + " Mend what it names, then migrate again.",
          e);
    } finally {
      leases.release(lease);
    }
  }

  /** Refuses a schema that lacks a migration of this program, or in which one failed. */
  public void verify() {
    List<String> missing =
        Stream.of(library(), application())
            .flatMap(flyway -> Arrays.stream(flyway.load().info().all()))
            .filter(
                migration -> !migration.getState().isApplied() || migration.getState().isFailed())
            .map(Migrations::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new SchemaException(
          "The database lacks %d of this program's migrations: %s. Run its migrate command first."
              .formatted(missing.size(), String.join(", ", missing)));
    }
  }

  private static String name(MigrationInfo migration) {
    return migration.getScript() + " (" + migration.getState().getDisplayName() + ")";
  }

  private FluentConfiguration library() {
    return flyway().locations(LIBRARY_LOCATION).table(LIBRARY_HISTORY);
  }

  private FluentConfiguration application() {
    return flyway().locations(locations.toArray(String[]::new)).table(APPLICATION_HISTORY);
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .cleanDisabled(true)
        .validateMigrationNaming(false);
  }

  private Lease claim(LeaseHolder by) {
    LeaseWatch watch = new LeaseWatch(config.lease(), System::nanoTime);
    Retry retry =
        Retry.of(
            LEASE,
            RetryConfig.<Optional<Lease>>custom()
                .maxAttempts((int) (config.patience().toMillis() / config.beat().toMillis()) + 1)
                .intervalFunction(IntervalFunction.of(config.beat()))
                .retryOnResult(Optional::isEmpty)
                .build());
    return retry
        .executeSupplier(() -> tryToClaim(by, watch))
        .orElseThrow(
            () ->
                new SchemaException(
                    "Another process has been migrating the schema for more than %s; see who holds lease %s."
                        .formatted(config.patience(), LEASE)));
  }

  private Optional<Lease> tryToClaim(LeaseHolder by, LeaseWatch watch) {
    watch.observe(leases.list(LEASE)).forEach(leases::expire);
    return leases.claim(LEASE, by);
  }

  private static String leaseTable() {
    try (InputStream sql = Migrations.class.getResourceAsStream("/db/galera/lease.sql")) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops Flyway before a migration when the right to migrate was lost. */
  private static final class Fence extends BaseCallback {

    private final MigrationBeat beat;

    Fence(MigrationBeat beat) {
      this.beat = beat;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      if (!beat.renew()) {
        throw new FlywayException(
            "another process took the migration over, because this one did not beat in time.");
      }
    }
  }
}
