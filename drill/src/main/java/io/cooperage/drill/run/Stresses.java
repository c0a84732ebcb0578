package io.cooperage.drill.run;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.report.Figure;
import java.util.ArrayList;
import java.util.List;

/** What backups and state transfers a drill has seen, since without any it has shown nothing. */
final class Stresses {

  private static final String WHOLE_COPY = "SST";

  private Stresses() {}

  /** None of what the drill did not have. */
  static List<Figure> figures(List<Loss> losses) {
    List<Figure> figures = new ArrayList<>();
    List<Loss> backups = of(FaultKind.BACKUP, losses);
    if (!backups.isEmpty()) {
      long complete = backups.stream().mapToLong(backup -> backup.hits().orElse(0)).sum();
      figures.add(Figure.some("backups that were complete, to judge by", complete));
    }
    List<Loss> transfers = of(FaultKind.STATE_TRANSFER, losses);
    if (!transfers.isEmpty()) {
      long whole =
          transfers.stream()
              .flatMap(transfer -> transfer.returns().stream())
              .filter(back -> back.transfer().equals(WHOLE_COPY))
              .count();
      long left = transfers.stream().mapToLong(one -> one.step().fault().targets().size()).sum();
      figures.add(Figure.all("databases that came home by a whole copy", whole, left));
    }
    return figures;
  }

  private static List<Loss> of(FaultKind kind, List<Loss> losses) {
    return losses.stream().filter(loss -> loss.step().fault().kind() == kind).toList();
  }
}
