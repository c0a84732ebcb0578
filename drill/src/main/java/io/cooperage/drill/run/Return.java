package io.cooperage.drill.run;

import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.List;

/**
 * How a datacenter came back; times from its start, or from the healing of the cut.
 *
 * @param transfer how its database caught up: IST, SST or NONE
 * @param synced until its database had caught up
 * @param whole until all of it served
 */
public record Return(String transfer, Duration synced, Duration whole) {

  List<Figure> figures() {
    return List.of(
        Figure.fact("the database came back by", transfer),
        Figure.fact("and had caught up after", synced),
        Figure.fact("the datacenter was whole after", whole));
  }
}
