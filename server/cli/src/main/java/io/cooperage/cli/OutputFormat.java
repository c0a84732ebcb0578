package io.cooperage.cli;

/** How answers are printed; the names are what people type. */
public enum OutputFormat {
  json,
  table
}
