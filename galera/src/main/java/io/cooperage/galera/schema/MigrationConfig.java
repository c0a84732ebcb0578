package io.cooperage.galera.schema;

import java.time.Duration;

/**
 * How the right to migrate is kept.
 *
 * @param beat time between two beats
 * @param lease a migrating process whose beat stands still for so long is taken for dead; longer
 *     than any single statement of a migration, for DDL stops the beats with everything else
 * @param patience how long to wait for another process that migrates
 */
public record MigrationConfig(Duration beat, Duration lease, Duration patience) {

  /** The safe defaults. */
  public static MigrationConfig defaults() {
    return new MigrationConfig(
        Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }
}
