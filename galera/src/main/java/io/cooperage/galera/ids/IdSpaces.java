package io.cooperage.galera.ids;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The id spaces of all datacenters. Inserts of different datacenters do not conflict in Galera, so
 * every registration moves the one row of {@code id_guard}: of two at once, one is run again and
 * sees the other.
 */
public final class IdSpaces {

  private IdSpaces() {}

  /**
   * Registers a datacenter's space, inside the caller's transaction. Harmless when it is registered
   * already.
   *
   * @throws CollidingIdSpaceException when another datacenter would hand out the same ids
   */
  public static void register(Handle tx, String datacenter, IdSpace space) {
    Optional<IdSpace> known = Optional.ofNullable(all(tx).get(datacenter));
    if (known.isPresent() && known.get().equals(space)) {
      return;
    }
    guard(tx, known.isPresent());
    refuseCollision(all(tx), datacenter, space);
    if (known.isEmpty()) {
      tx.createUpdate(
              """
              INSERT INTO id_space (datacenter, start_num, increment_by)
              VALUES (:datacenter, :start, :increment)
              """)
          .bind("datacenter", datacenter)
          .bind("start", space.startNum())
          .bind("increment", space.incrementBy())
          .execute();
      return;
    }
    tx.createUpdate(
            """
            UPDATE id_space
            SET start_num = :start, increment_by = :increment
            WHERE datacenter = :datacenter
            """)
        .bind("datacenter", datacenter)
        .bind("start", space.startNum())
        .bind("increment", space.incrementBy())
        .execute();
    moveBlocks(tx, datacenter, space);
  }

  /** All registered spaces by datacenter. */
  public static Map<String, IdSpace> all(Handle tx) {
    Map<String, IdSpace> spaces = new TreeMap<>();
    tx.createQuery("SELECT datacenter, start_num, increment_by FROM id_space")
        .map(
            (row, context) ->
                Map.entry(row.getString(1), new IdSpace(row.getLong(2), row.getLong(3))))
        .forEach(entry -> spaces.put(entry.getKey(), entry.getValue()));
    return spaces;
  }

  /** Makes the caller's transaction conflict with every other change of the spaces. */
  static void guard(Handle tx, boolean spaceChanges) {
    int rows =
        tx.createUpdate(
                """
                UPDATE id_guard
                SET version = version + 1, changes = changes + :changes
                WHERE id = 1
                """)
            .bind("changes", spaceChanges ? 1 : 0)
            .execute();
    if (rows != 1) {
      throw new IllegalStateException(
          "table id_guard has no row 1; run the migrations of the galera library");
    }
  }

  private static void refuseCollision(
      Map<String, IdSpace> spaces, String datacenter, IdSpace space) {
    spaces.forEach(
        (other, taken) -> {
          if (!other.equals(datacenter) && taken.collidesWith(space)) {
            throw new CollidingIdSpaceException(message(datacenter, space, other, taken));
          }
        });
  }

  private static String message(String datacenter, IdSpace space, String other, IdSpace taken) {
    return """
        Datacenter %s is configured with ids.startNum %d and ids.incrementBy %d, but datacenter %s \
        has ids.startNum %d and ids.incrementBy %d: both would hand out the same ids. Give every \
        datacenter the same ids.incrementBy (at least the number of datacenters) and an \
        ids.startNum of its own, from 1 to ids.incrementBy."""
        .formatted(
            datacenter,
            space.startNum(),
            space.incrementBy(),
            other,
            taken.startNum(),
            taken.incrementBy());
  }

  /** After a change of its space a datacenter goes on above everything that anybody ever took. */
  private static void moveBlocks(Handle tx, String datacenter, IdSpace space) {
    List<String> sequences =
        tx.createQuery("SELECT sequence FROM id_block WHERE datacenter = :datacenter")
            .bind("datacenter", datacenter)
            .mapTo(String.class)
            .list();
    for (String sequence : sequences) {
      tx.createUpdate(
              """
              UPDATE id_block FORCE INDEX (PRIMARY)
              SET next_id = :next, start_num = :start, increment_by = :increment
              WHERE datacenter = :datacenter
                AND sequence = :sequence
              """)
          .bind("next", space.nextAfter(highest(tx, sequence)))
          .bind("start", space.startNum())
          .bind("increment", space.incrementBy())
          .bind("datacenter", datacenter)
          .bind("sequence", sequence)
          .execute();
    }
  }

  /** No datacenter has taken an id of the sequence that is greater. */
  static long highest(Handle tx, String sequence) {
    return tx.createQuery(
            "SELECT COALESCE(MAX(next_id), 0) FROM id_block WHERE sequence = :sequence")
        .bind("sequence", sequence)
        .mapTo(Long.class)
        .one();
  }
}
