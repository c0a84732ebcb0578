package io.cooperage.drill.bench;

import io.cooperage.drill.lab.BenchDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Commits copies of rows straight through the driver, all tables in one transaction. */
final class BareClient implements ClosedLoop.Client, AutoCloseable {

  /** Above all that the product numbers, with room for each client. */
  private static final long FIRST = 1L << 50;

  private static final long ROOM = 1L << 32;

  private final Connection connection;
  private final List<BareTable> tables;
  private final String datacenter;
  private final List<PreparedStatement> inserts = new ArrayList<>();
  private final SplittableRandom random;
  private long next;

  /**
   * @param client counts from 0
   * @param datacenter of the node that {@code database} is
   */
  BareClient(BenchDatabase database, List<BareTable> tables, int client, String datacenter)
      throws SQLException {
    this.connection =
        DriverManager.getConnection(database.url(), database.user(), database.password());
    this.tables = tables;
    this.datacenter = datacenter;
    this.random = new SplittableRandom(client);
    this.next = FIRST + client * ROOM;
    connection.setAutoCommit(false);
    for (BareTable table : tables) {
      inserts.add(table.prepare(connection));
    }
  }

  @Override
  public void write() throws SQLException {
    long number = next++;
    try {
      for (int i = 0; i < inserts.size(); i++) {
        tables.get(i).bind(inserts.get(i), number, datacenter, random);
        inserts.get(i).executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
