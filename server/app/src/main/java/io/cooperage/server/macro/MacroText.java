package io.cooperage.server.macro;

import java.util.List;

/** A text cut into what stands for itself and what is a macro. */
record MacroText(List<Part> parts) {
  /** A piece of the text. */
  sealed interface Part {}

  /** Stands for itself. */
  record Literal(String text) implements Part {}

  /** A macro, and how it was written, percent signs included. */
  record Expression(Macro macro, String written) implements Part {}

  MacroText {
    parts = List.copyOf(parts);
  }

  List<Macro> macros() {
    return parts.stream()
        .filter(Expression.class::isInstance)
        .map(part -> ((Expression) part).macro())
        .toList();
  }
}
