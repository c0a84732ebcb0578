package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.secret.UnreadableSecretException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks and seals the fields of one document, in place. A value that was hidden from the sender
 * and comes back as it was shown keeps what it hid; one that did not change stays as it was sealed,
 * so that the document is the same. Confined to its transaction.
 */
final class FieldSealing {
  private final EntityKey key;
  private final List<FieldGroup> before;
  private final Supplier<DataKey> source;
  private final Findings findings;
  private Optional<DataKey> dataKey = Optional.empty();

  /**
   * @param before the document's last version, if there is one
   * @param source asked when the first value is to be sealed or opened
   */
  FieldSealing(
      EntityKey key, Optional<JsonNode> before, Supplier<DataKey> source, Findings findings) {
    this.key = key;
    this.before = before.map(old -> FieldGroup.of(key.kind(), old)).orElse(List.of());
    this.source = source;
    this.findings = findings;
  }

  void apply(FieldGroup group, Optional<Parameters> type) {
    Map<String, JsonNode> old = new LinkedHashMap<>();
    before.stream()
        .filter(was -> was.path().equals(group.path()) && was.type().equals(group.type()))
        .forEach(was -> was.fields().properties().forEach(e -> old.put(e.getKey(), e.getValue())));
    Map<String, String> plain = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<String, String> field : group.texts().entrySet()) {
      Optional<String> was = Optional.ofNullable(old.get(field.getKey())).map(FieldGroup::text);
      Optional<String> meant = meant(group, field.getKey(), field.getValue(), was);
      whole &= meant.isPresent();
      meant.ifPresent(value -> plain.put(field.getKey(), value));
    }
    if (whole) {
      type.ifPresent(
          known -> known.checkAdmin(group.path(), plain).forEach(line -> findings.add("", line)));
      plain.forEach((field, value) -> store(group, type, field, value, old.get(field)));
    }
  }

  /** The value that the sender means; empty if it can be none. */
  private Optional<String> meant(
      FieldGroup group, String field, String sent, Optional<String> was) {
    String path = group.path() + "." + field;
    if (sent.equals(Redaction.HIDDEN)) {
      if (was.isEmpty()) {
        findings.add(
            path,
            "is "
                + Redaction.HIDDEN
                + ", which stands for a value that is not shown, and there is none to keep: supply"
                + " the value");
        return Optional.empty();
      }
      return Optional.of(open(group, field, was.get()));
    }
    if (SealedText.isSealed(sent)) {
      findings.add(path, "must not begin with " + SealedText.PREFIX);
      return Optional.empty();
    }
    return Optional.of(sent);
  }

  private void store(
      FieldGroup group, Optional<Parameters> type, String field, String value, JsonNode old) {
    boolean wasSealed = old != null && SealedText.isSealed(old.asText());
    boolean kept = FieldGroup.text(group.fields().get(field)).equals(Redaction.HIDDEN);
    // Who does not know a value cannot bring it to light by another registration.
    boolean sensitive =
        (kept && wasSealed) || type.map(known -> known.isSensitive(field)).orElse(wasSealed);
    boolean same = old != null && opens(group, field, FieldGroup.text(old), value);
    if (same && sensitive == wasSealed) {
      group.fields().set(field, old);
    } else if (sensitive && !value.isBlank()) {
      group.fields().put(field, dataKey().seal(group.place(key.name(), field), value));
    } else if (kept) {
      group.fields().put(field, value);
    }
  }

  private boolean opens(FieldGroup group, String field, String old, String value) {
    try {
      return open(group, field, old).equals(value);
    } catch (UnreadableSecretException e) {
      return false;
    }
  }

  private String open(FieldGroup group, String field, String text) {
    return SealedText.isSealed(text) ? dataKey().open(group.place(key.name(), field), text) : text;
  }

  private DataKey dataKey() {
    if (dataKey.isEmpty()) {
      dataKey = Optional.of(source.get());
    }
    return dataKey.get();
  }
}
