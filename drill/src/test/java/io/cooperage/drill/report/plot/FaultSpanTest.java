package io.cooperage.drill.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.LedgerEvent.Marked;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultSpanTest {

  private static final long END = 100;

  @Test
  void lastsFromTheFirstMarkOfTheDatacenterUntilItIsBack() {
    assertThat(
            FaultSpan.of(
                List.of(
                    new Marked(1, "load begins"),
                    new Marked(10, "kill dc2"),
                    new Marked(11, "killed dc2"),
                    new Marked(20, "start dc2"),
                    new Marked(30, "back dc2"),
                    new Marked(40, "kill server 1 of dc2"),
                    new Marked(45, "start dc2"),
                    new Marked(50, "back dc2")),
                "dc2",
                END))
        .containsExactly(new FaultSpan("dc2", 10, 20, 30), new FaultSpan("dc2", 40, 45, 50));
  }

  @Test
  void lastsUntilTheEndIfTheDatacenterDoesNotComeBack() {
    assertThat(FaultSpan.of(List.of(new Marked(10, "cut dc2")), "dc2", END))
        .containsExactly(new FaultSpan("dc2", 10, END, END));
  }

  @Test
  void severalDatacentersAreBrokenAtOnce() {
    assertThat(
            FaultSpan.of(
                List.of(
                    new Marked(10, "kill dc3"),
                    new Marked(20, "kill dc2"),
                    new Marked(30, "start dc3"),
                    new Marked(40, "back dc3")),
                "dc2",
                END))
        .containsExactly(new FaultSpan("dc3", 10, 30, 40), new FaultSpan("dc2", 20, END, END));
  }

  @Test
  void marksOfOthersAreNone() {
    assertThat(FaultSpan.of(List.of(new Marked(10, "kill dc1")), "dc2", END)).isEmpty();
  }
}
