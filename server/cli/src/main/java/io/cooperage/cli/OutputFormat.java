package io.cooperage.cli;

/** How answers are printed; the names are what people type. */
enum OutputFormat {
  json,
  table
}
