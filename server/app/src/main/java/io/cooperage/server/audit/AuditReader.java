package io.cooperage.server.audit;

import io.cooperage.api.AuditView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Caller;
import java.util.List;
import java.util.function.Consumer;

/** Reads the audit, in pages by id and in chains by place. Thread-safe. */
final class AuditReader {
  private static final int BATCH = 500;

  private final Reads reads;

  AuditReader(Reads reads) {
    this.reads = reads;
  }

  List<AuditView> list(
      Consistency consistency, Caller caller, AuditFilter filter, long after, int limit) {
    return reads.run(
        "audit.list", consistency, tx -> AuditDao.list(tx, caller, filter, after, limit));
  }

  /**
   * Where an export goes on: after a place of a chain, then with the chains of the datacenters that
   * come later by name.
   */
  record Cursor(String datacenter, long position) {
    static final Cursor BEGINNING = new Cursor("", 0);
  }

  List<String> chains(Consistency consistency, AuditFilter filter) {
    List<String> all = reads.run("audit.chains", consistency, AuditDao::datacenters);
    return all.stream().filter(one -> filter.datacenter().map(one::equals).orElse(true)).toList();
  }

  /** The lines that have a place, by chain and place, each handed to {@code sink}. */
  void export(
      Caller caller,
      AuditFilter filter,
      List<String> chains,
      Cursor after,
      int limit,
      Consumer<AuditView> sink) {
    int left = limit;
    for (String chain : chains) {
      if (chain.compareTo(after.datacenter()) >= 0 && left > 0) {
        long from = chain.equals(after.datacenter()) ? after.position() : 0;
        left -= exportChain(caller, filter, new Cursor(chain, from), left, sink);
      }
    }
  }

  private int exportChain(
      Caller caller, AuditFilter filter, Cursor after, int limit, Consumer<AuditView> sink) {
    long position = after.position();
    int done = 0;
    int size = Math.min(BATCH, limit);
    while (size > 0) {
      long from = position;
      int most = size;
      List<AuditView> found =
          reads.run(
              "audit.export",
              Consistency.local(),
              tx -> AuditDao.export(tx, caller, filter, after.datacenter(), from, most));
      found.forEach(sink);
      done += found.size();
      boolean more = found.size() == most;
      position = more ? found.get(most - 1).position().orElseThrow() : position;
      size = more ? Math.min(BATCH, limit - done) : 0;
    }
    return done;
  }
}
