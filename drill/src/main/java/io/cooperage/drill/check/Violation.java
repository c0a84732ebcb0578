package io.cooperage.drill.check;

import java.util.List;

/**
 * An anomaly that was found.
 *
 * @param subject the object, list, name or account
 * @param explanation why it is one, in a sentence
 * @param operations those that show it, in the order in which the explanation takes them
 */
public record Violation(
    Phenomenon phenomenon,
    String subject,
    String explanation,
    List<? extends ClientOperation<?>> operations) {

  public Violation {
    operations = List.copyOf(operations);
  }

  /** For people: a line that says what it is, and one for each operation. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(phenomenon.title());
    text.append(" (").append(subject).append("): ").append(explanation);
    for (int i = 0; i < operations.size(); i++) {
      text.append("\n  #").append(i + 1).append(' ').append(operations.get(i));
    }
    return text.toString();
  }
}
