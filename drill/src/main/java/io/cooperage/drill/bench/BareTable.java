package io.cooperage.drill.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A table of the product, made again with all its indexes in the schema of measurements, and one of
 * its rows as the model of all that are written there.
 */
final class BareTable {

  private static final int HASH_BYTES = 32;

  /** Holds where a row was written, in each table that has it. */
  private static final String DATACENTER = "datacenter";

  private final BareRow row;
  private final String definition;
  private final List<String> columns = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /**
   * @param product the product's schema
   * @param subject what the API wrote: fills the row's condition
   * @throws IllegalStateException if the API wrote no such row
   */
  BareTable(Connection product, BareRow row, String subject) throws SQLException {
    this.row = row;
    this.definition = definition(product, row.table());
    try (PreparedStatement query =
        product.prepareStatement(
            "SELECT * FROM " + row.table() + " WHERE " + row.condition() + " LIMIT 1")) {
      query.setString(1, subject);
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          throw new IllegalStateException(
              "The API wrote no row of %s for \"%s\".".formatted(row.table(), subject));
        }
        ResultSetMetaData all = found.getMetaData();
        for (int i = 1; i <= all.getColumnCount(); i++) {
          columns.add(all.getColumnName(i));
          values.add(found.getObject(i));
        }
      }
    }
  }

  private static String definition(Connection product, String table) throws SQLException {
    try (Statement statement = product.createStatement();
        ResultSet found = statement.executeQuery("SHOW CREATE TABLE " + table)) {
      found.next();
      return found.getString(2);
    }
  }

  /** Makes it empty. */
  void create(Connection bench) throws SQLException {
    try (Statement statement = bench.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS `" + row.table() + "`");
      statement.execute(definition);
    }
  }

  void drop(Connection bench) throws SQLException {
    try (Statement statement = bench.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS `" + row.table() + "`");
    }
  }

  PreparedStatement prepare(Connection bench) throws SQLException {
    return bench.prepareStatement(
        "INSERT INTO `%s` (`%s`) VALUES (%s)"
            .formatted(
                row.table(),
                String.join("`, `", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?"))));
  }

  /**
   * Fills the values of a copy in.
   *
   * @param number differs from those of all other copies
   * @param datacenter of the node where it is written: rows of one and the same that come from two
   *     nodes may conflict, as those of the product never do
   */
  void bind(PreparedStatement insert, long number, String datacenter, SplittableRandom random)
      throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      Object value =
          switch (row.content(columns.get(i))) {
            case NUMBER -> number;
            case NAME -> "bare-" + number;
            case HASH -> hash(random);
            case NOTHING -> null;
            case SAME -> columns.get(i).equals(DATACENTER) ? datacenter : values.get(i);
          };
      insert.setObject(i + 1, value);
    }
  }

  private static byte[] hash(SplittableRandom random) {
    ByteBuffer bytes = ByteBuffer.allocate(HASH_BYTES);
    while (bytes.hasRemaining()) {
      bytes.putLong(random.nextLong());
    }
    return bytes.array();
  }
}
