package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.LedgerEvent.Marked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * From when to when a datacenter, or a part of it, was broken. Microseconds.
 *
 * @param mending when the drill began to mend it
 * @param until when all of it was back; both are the drill's end if it never was
 */
public record FaultSpan(String datacenter, long from, long mending, long until) {

  private static final String BACK = "back ";

  /**
   * As the marks tell that end with a datacenter's name: it is broken from the first until {@code
   * back dc2}, and the last before that begins to mend it; and so on.
   *
   * @param datacenter that may be broken, beside those that come back
   */
  public static List<FaultSpan> of(List<Marked> marks, String datacenter, long end) {
    Stream<String> back =
        marks.stream()
            .filter(mark -> mark.what().startsWith(BACK))
            .map(mark -> mark.what().substring(BACK.length()));
    return Stream.concat(Stream.of(datacenter), back)
        .filter(name -> !name.isEmpty())
        .distinct()
        .flatMap(name -> ofOne(marks, name, end).stream())
        .sorted(Comparator.comparingLong(FaultSpan::from))
        .toList();
  }

  private static List<FaultSpan> ofOne(List<Marked> marks, String datacenter, long end) {
    List<FaultSpan> spans = new ArrayList<>();
    List<Long> moments = new ArrayList<>();
    for (Marked mark : marks) {
      if (mark.what().equals(BACK + datacenter) && !moments.isEmpty()) {
        long mending = moments.get(moments.size() - 1);
        spans.add(new FaultSpan(datacenter, moments.get(0), mending, mark.at()));
        moments.clear();
      } else if (mark.what().endsWith(" " + datacenter)) {
        moments.add(mark.at());
      }
    }
    if (!moments.isEmpty()) {
      spans.add(new FaultSpan(datacenter, moments.get(0), end, end));
    }
    return spans;
  }
}
