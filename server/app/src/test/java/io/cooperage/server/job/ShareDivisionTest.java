package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.server.job.ShareDivision.Share;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShareDivisionTest {
  private static SortedMap<String, Integer> wants(int... wanted) {
    SortedMap<String, Integer> wants = new TreeMap<>();
    for (int i = 0; i < wanted.length; i++) {
      wants.put("dc" + (i + 1), wanted[i]);
    }
    return wants;
  }

  private static List<Integer> parts(int quota, long turn, int... wanted) {
    return List.copyOf(ShareDivision.parts(quota, wants(wanted), turn).values());
  }

  @Test
  void whatIsWantedIsGivenEvenlyWhereItIsTooMuch() {
    assertThat(parts(12, 0, 100, 100, 100)).containsExactly(4, 4, 4);
    assertThat(parts(12, 0, 100, 2, 100)).containsExactly(5, 2, 5);
    assertThat(parts(12, 0, 0, 2, 100)).containsExactly(0, 2, 10);
  }

  @Test
  void whatIsLeftOverGoesToThoseWhoWantAnything() {
    assertThat(parts(12, 0, 1, 0, 0)).containsExactly(12, 0, 0);
    assertThat(parts(12, 0, 3, 4, 0)).containsExactly(6, 6, 0);
    assertThat(parts(12, 0, 0, 0, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void whatCannotBeDividedGoesRound() {
    assertThat(parts(1, 0, 5, 5, 5)).containsExactly(1, 0, 0);
    assertThat(parts(1, 1, 5, 5, 5)).containsExactly(0, 1, 0);
    assertThat(parts(1, 2, 5, 5, 5)).containsExactly(0, 0, 1);
    assertThat(parts(1, 3, 5, 5, 5)).containsExactly(1, 0, 0);
  }

  @Test
  void whoHoldsMoreThanItsPartStopsHandingOutAtOnceAndGivesUpWhatItsTasksFree() {
    SortedMap<String, Share> shares = new TreeMap<>();
    shares.put("dc1", new Share(10, 10, 10));
    shares.put("dc2", new Share(0, 0, 5));
    Share less = ShareDivision.next(10, shares, "dc1", 8, 10, 0);
    assertThat(less.ceiling()).isEqualTo(5);
    assertThat(less.held()).isEqualTo(8);
    shares.put("dc1", less);
    assertThat(ShareDivision.next(10, shares, "dc2", 0, 5, 0).held()).isEqualTo(2);
    assertThat(ShareDivision.next(10, shares, "dc1", 4, 10, 0).held()).isEqualTo(5);
  }

  @Test
  void nobodyChangesAnythingWhileNobodyLacksAnything() {
    SortedMap<String, Share> shares = new TreeMap<>();
    shares.put("dc1", new Share(6, 6, 9));
    shares.put("dc2", new Share(4, 4, 3));
    assertThat(ShareDivision.next(10, shares, "dc1", 0, 2, 0)).isEqualTo(shares.get("dc1"));
    assertThat(ShareDivision.next(10, shares, "dc2", 1, 4, 0)).isEqualTo(shares.get("dc2"));
  }

  @Test
  void aSmallerQuotaIsReachedAsTasksEnd() {
    SortedMap<String, Share> shares = new TreeMap<>();
    shares.put("dc1", new Share(10, 10, 10));
    Share less = ShareDivision.next(4, shares, "dc1", 10, 4, 0);
    assertThat(less).isEqualTo(new Share(10, 4, 10));
    shares.put("dc1", less);
    assertThat(ShareDivision.next(4, shares, "dc1", 4, 4, 0).held()).isEqualTo(4);
  }

  /** Three datacenters that hand out, end tasks and divide, one step at a time, in any order. */
  @Test
  void theQuotaIsNeverExceededAndEveryDatacenterGetsItsTurn() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int quota = random.nextInt(12) + 1;
      SortedMap<String, Share> shares = new TreeMap<>(Map.of("dc1", Share.NONE));
      shares.put("dc2", Share.NONE);
      shares.put("dc3", Share.NONE);
      int[] running = new int[3];
      int[] waiting = {random.nextInt(300), random.nextInt(300), random.nextInt(30)};
      for (int step = 0; step < 30_000 && sum(waiting) > 0; step++) {
        int dc = random.nextInt(3);
        String name = "dc" + (dc + 1);
        Share own = shares.get(name);
        switch (random.nextInt(3)) {
          case 0 -> {
            int wanted = Math.min(quota, running[dc] + waiting[dc]);
            shares.put(
                name, ShareDivision.next(quota, shares, name, running[dc], wanted, step / 200));
          }
          case 1 -> {
            int given = Math.min(waiting[dc], Math.max(0, own.ceiling() - running[dc]));
            running[dc] += given;
            waiting[dc] -= given;
          }
          default -> running[dc] -= running[dc] > 0 ? 1 : 0;
        }
        assertThat(sum(running)).isLessThanOrEqualTo(quota);
        assertThat(shares.values().stream().mapToInt(Share::held).sum()).isLessThanOrEqualTo(quota);
      }
      assertThat(waiting).as("seed " + seed).containsOnly(0);
    }
  }

  private static int sum(int[] numbers) {
    return numbers[0] + numbers[1] + numbers[2];
  }
}
