package io.cooperage.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.BrokenAuditLine;
import io.cooperage.server.audit.AuditLine.Chained;
import io.cooperage.server.audit.AuditLine.Head;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
  private final List<Chained> chain = chain(10);

  @Test
  void aChainThatWasLeftAloneHolds() {
    assertThat(check(chain, head(10))).isEmpty();
    assertThat(check(List.of(), Head.NONE)).isEmpty();
  }

  @Test
  void anyFieldThatWasAlteredIsFound() {
    Chained fifth = chain.get(4);
    for (AuditLine altered : alterations(fifth.line())) {
      List<Chained> other = new ArrayList<>(chain);
      other.set(4, new Chained(5, fifth.hash(), altered));
      assertThat(check(other, head(10))).map(BrokenAuditLine::position).contains(5L);
    }
  }

  @Test
  void aLineAlteredTogetherWithItsHashIsFoundAtTheNext() {
    List<Chained> other = new ArrayList<>(chain);
    AuditLine altered = line("5", "altered");
    other.set(4, new Chained(5, altered.hash(5, chain.get(3).hash()), altered));
    assertThat(check(other, head(10))).map(BrokenAuditLine::position).contains(6L);
  }

  @Test
  void aRemovedLineIsFound() {
    for (int removed = 0; removed < 10; removed++) {
      List<Chained> other = new ArrayList<>(chain);
      other.remove(removed);
      assertThat(check(other, head(10))).map(BrokenAuditLine::position).contains(removed + 1L);
    }
    List<Chained> closed = new ArrayList<>(chain.subList(0, 4));
    chain
        .subList(5, 10)
        .forEach(one -> closed.add(new Chained(one.position() - 1, one.hash(), one.line())));
    assertThat(check(closed, head(10))).map(BrokenAuditLine::position).contains(5L);
  }

  @Test
  void anInsertedLineIsFound() {
    AuditLine forged = line("99", "forged");
    List<Chained> other = new ArrayList<>(chain.subList(0, 4));
    other.add(new Chained(5, forged.hash(5, chain.get(3).hash()), forged));
    chain
        .subList(4, 10)
        .forEach(one -> other.add(new Chained(one.position() + 1, one.hash(), one.line())));
    assertThat(check(other, head(10))).map(BrokenAuditLine::position).contains(6L);
    List<Chained> longer = new ArrayList<>(chain);
    longer.add(new Chained(11, forged.hash(11, chain.get(9).hash()), forged));
    assertThat(check(longer, head(10))).as("beyond the head").isPresent();
  }

  @Test
  void linesThatChangedPlacesAreFound() {
    List<Chained> other = new ArrayList<>(chain);
    Collections.swap(other, 2, 6);
    List<Chained> renumbered = new ArrayList<>();
    for (int i = 0; i < other.size(); i++) {
      renumbered.add(new Chained(i + 1, other.get(i).hash(), other.get(i).line()));
    }
    assertThat(check(renumbered, head(10))).map(BrokenAuditLine::position).contains(3L);
  }

  @Test
  void aChainThatIsCutWithItsHeadIsFoundByWhoHasNotedAHash() {
    List<Chained> shorter = chain.subList(0, 7);
    assertThat(check(shorter, head(7))).as("by itself it holds").isEmpty();
    ChainCheck noted = new ChainCheck(new Head(9, chain.get(8).hash()));
    noted.end(head(7));
    assertThat(noted.broken()).isPresent();
  }

  @Test
  void fieldsCannotRunIntoOneAnother() {
    AuditLine one = new AuditLine("1", "t", "ab", "c", "a", "s", "d", "r", "{}", none(), none());
    AuditLine other = new AuditLine("1", "t", "a", "bc", "a", "s", "d", "r", "{}", none(), none());
    assertThat(one.hash(1, AuditLine.BEGINNING)).isNotEqualTo(other.hash(1, AuditLine.BEGINNING));
    AuditLine empty =
        new AuditLine("1", "t", "ab", "c", "a", "s", "d", "r", "{}", Optional.of(""), none());
    assertThat(empty.hash(1, AuditLine.BEGINNING)).isNotEqualTo(one.hash(1, AuditLine.BEGINNING));
  }

  private static Optional<BrokenAuditLine> check(List<Chained> lines, Head head) {
    ChainCheck check = new ChainCheck(Head.NONE);
    lines.forEach(check::next);
    check.end(head);
    return check.broken();
  }

  private Head head(int position) {
    return new Head(position, chain.get(position - 1).hash());
  }

  private static List<Chained> chain(int length) {
    List<Chained> lines = new ArrayList<>();
    byte[] previous = AuditLine.BEGINNING;
    for (int position = 1; position <= length; position++) {
      AuditLine line = line(Integer.toString(position), "made");
      previous = line.hash(position, previous);
      lines.add(new Chained(position, previous, line));
    }
    return lines;
  }

  private static AuditLine line(String id, String action) {
    return new AuditLine(id, "t", "web", "ann", action, "s", "dc1", "r", "{}", none(), none());
  }

  private static List<AuditLine> alterations(AuditLine line) {
    List<AuditLine> altered = new ArrayList<>();
    for (int field = 0; field < 11; field++) {
      String[] text = {
        line.id(),
        line.at(),
        line.tenant(),
        line.user(),
        line.action(),
        line.subject(),
        line.datacenter(),
        line.requestId(),
        line.detail()
      };
      Optional<String> added = Optional.of("{}");
      if (field < text.length) {
        text[field] += "x";
      }
      altered.add(
          new AuditLine(
              text[0],
              text[1],
              text[2],
              text[3],
              text[4],
              text[5],
              text[6],
              text[7],
              text[8],
              field == 9 ? added : none(),
              field == 10 ? added : none()));
    }
    return altered;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
