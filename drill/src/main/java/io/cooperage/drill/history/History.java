package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A whole ledger, read: operations in the order of their invocation, and marks. Immutable. */
public record History(List<Operation> operations, List<LedgerEvent.Marked> marks) {

  public History {
    operations = List.copyOf(operations);
    marks = List.copyOf(marks);
  }

  /** Puts the lines of a ledger together; what never completed ended, unknown, with the ledger. */
  public static History of(List<LedgerEvent> events) {
    Map<Long, Draft> drafts = new LinkedHashMap<>();
    List<LedgerEvent.Marked> marks = new ArrayList<>();
    long last = 0;
    for (LedgerEvent event : events) {
      if (event instanceof LedgerEvent.Invoked invoked) {
        drafts.put(invoked.op(), new Draft(invoked));
      } else if (event instanceof LedgerEvent.Attempted attempted) {
        draft(drafts, attempted.op()).attempts.add(attempted);
        last = Math.max(last, attempted.ended());
      } else if (event instanceof LedgerEvent.Completed completed) {
        draft(drafts, completed.op()).completed = completed;
        last = Math.max(last, completed.at());
      } else if (event instanceof LedgerEvent.Marked marked) {
        marks.add(marked);
        last = Math.max(last, marked.at());
      }
    }
    long end = last;
    return new History(drafts.values().stream().map(draft -> draft.operation(end)).toList(), marks);
  }

  /** When {@code what} was marked first. */
  public OptionalLong at(String what) {
    return marks.stream()
        .filter(mark -> mark.what().equals(what))
        .mapToLong(LedgerEvent.Marked::at)
        .findFirst();
  }

  private static Draft draft(Map<Long, Draft> drafts, long op) {
    Draft draft = drafts.get(op);
    if (draft == null) {
      throw new IllegalArgumentException("The ledger has no invocation of operation " + op);
    }
    return draft;
  }

  private static final class Draft {
    private final LedgerEvent.Invoked invoked;
    private final List<LedgerEvent.Attempted> attempts = new ArrayList<>();
    private LedgerEvent.Completed completed;

    private Draft(LedgerEvent.Invoked invoked) {
      this.invoked = invoked;
    }

    private Operation operation(long end) {
      return completed == null
          ? new Operation(invoked, attempts, Outcome.UNKNOWN, Math.max(end, invoked.intended()))
          : new Operation(invoked, attempts, completed.outcome(), completed.at());
    }
  }
}
