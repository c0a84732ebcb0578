package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** View changes as Galera nodes log them. */
class GroupViewsTest {

  private final GroupViews views = new GroupViews();

  private static String start(String id) {
    return "2026-11-30 19:23:38 0 [Note] WSREP: (%s, 'ssl://0.0.0.0:4567') listening at ssl://0.0.0.0:4567\n"
        .formatted(id);
  }

  private static String view(String id, List<String> members, List<String> partitioned) {
    StringBuilder text = new StringBuilder();
    text.append("2026-11-30 19:23:47 0 [Note] WSREP: view(view_id(%s) memb {\n".formatted(id));
    members.forEach(member -> text.append("\t").append(member).append(",1\n"));
    text.append("} joined {\n} left {\n} partitioned {\n");
    partitioned.forEach(member -> text.append("\t").append(member).append(",1\n"));
    return text.append("})\n2026-11-30 19:23:47 0 [Note] WSREP: save pc into disk\n").toString();
  }

  private static final String ONE = "8bb38612-b569";
  private static final String TWO = "8bf1f621-913f";
  private static final String THREE = "8bfa4903-865a";

  private static String whole(String id) {
    return view("PRIM," + id + ",4", List.of(ONE, TWO, THREE), List.of());
  }

  private static String without(String lost, int number) {
    List<String> left =
        List.of(ONE, TWO, THREE).stream().filter(member -> !member.equals(lost)).toList();
    return view("PRIM,%s,%d".formatted(left.get(0), number), left, List.of(lost));
  }

  @Test
  void whatSeveralNodesTellOfIsOneChange() {
    views.hear("dc1", start(ONE) + whole(ONE), 0);
    views.hear("dc2", start(TWO) + whole(ONE), 0);
    views.hear("dc3", start(THREE) + whole(ONE), 0);
    assertThat(views.losses()).isEmpty();

    views.hear("dc3", without(TWO, 5), 7);
    views.hear("dc1", without(TWO, 5), 5);

    assertThat(views.losses())
        .containsExactly(new ViewChange(5, true, Set.of("dc1", "dc3"), Set.of("dc2")));
  }

  @Test
  void aMemberIsMissedOnceByWhoIsAlone() {
    views.hear("dc1", start(ONE), 0);
    views.hear("dc3", start(THREE), 0);
    views.hear("dc2", start(TWO) + whole(ONE), 0);

    views.hear("dc2", view("NON_PRIM," + ONE + ",4", List.of(TWO), List.of(ONE, THREE)), 5);
    views.hear("dc2", view("NON_PRIM," + TWO + ",5", List.of(TWO), List.of(ONE, THREE)), 6);
    views.hear("dc2", whole(ONE).replace(",4)", ",6)"), 9);

    assertThat(views.losses())
        .containsExactly(new ViewChange(5, false, Set.of("dc2"), Set.of("dc1", "dc3")));
  }

  /** As seen when the way between all three had stood still. */
  @Test
  void theGroupThatFallsApartIsMissedByEachPart() {
    views.hear("dc1", start(ONE) + whole(ONE), 0);
    views.hear("dc2", start(TWO) + whole(ONE), 0);
    views.hear("dc3", start(THREE) + whole(ONE), 0);

    String id = "NON_PRIM," + ONE + ",4";
    views.hear("dc2", view(id, List.of(TWO), List.of(ONE, THREE)), 5);
    views.hear("dc1", view(id, List.of(ONE), List.of(TWO, THREE)), 5);
    views.hear("dc3", view(id, List.of(THREE), List.of(ONE, TWO)), 6);

    assertThat(views.losses())
        .containsExactly(
            new ViewChange(5, false, Set.of("dc2"), Set.of("dc1", "dc3")),
            new ViewChange(5, false, Set.of("dc1"), Set.of("dc2", "dc3")),
            new ViewChange(6, false, Set.of("dc3"), Set.of("dc1", "dc2")));
  }

  @Test
  void whoComesHomeUnderANewIdHasItsNameAndMissesNobody() {
    String again = "92d51881-a297";
    views.hear("dc1", start(ONE) + whole(ONE), 0);
    views.hear("dc2", start(TWO) + whole(ONE) + start(again), 0);

    views.hear("dc2", view("NON_PRIM," + again + ",1", List.of(again), List.of()), 5);
    views.hear("dc2", view("PRIM," + ONE + ",6", List.of(ONE, again, THREE), List.of()), 6);
    views.hear("dc2", view("PRIM," + ONE + ",7", List.of(ONE, again), List.of(THREE)), 8);

    assertThat(views.losses())
        .containsExactly(new ViewChange(8, true, Set.of("dc1", "dc2"), Set.of(THREE)));
  }

  @Test
  void aViewThatIsWrittenWhileItIsReadIsReadOnTheNextTime() {
    String change = without(THREE, 5);
    int half = change.indexOf("\t" + TWO);
    views.hear("dc2", start(TWO), 0);
    views.hear("dc3", start(THREE), 0);
    views.hear("dc1", start(ONE) + whole(ONE) + change.substring(0, half), 3);
    views.hear("dc1", change.substring(half), 4);

    assertThat(views.losses())
        .containsExactly(new ViewChange(4, true, Set.of("dc1", "dc2"), Set.of("dc3")));
  }

  @Test
  void otherLinesAndTheEndOfANodeAreNoChange() {
    views.hear(
        "dc1",
        start(ONE)
            + whole(ONE)
            + "2026-11-30 19:23:48 0 [Note] WSREP: forgetting 8bf1f621-913f (ssl://10.77.2.1:4567)\n"
            + "2026-11-30 19:23:48 0 [Note] WSREP: view((empty))\n"
            + "View:\n  id: 8b47fd2f-ecf3-11f1-9589-caaa8a2a9be9:3\n  members(0):\n",
        5);

    assertThat(views.losses()).isEmpty();
  }
}
