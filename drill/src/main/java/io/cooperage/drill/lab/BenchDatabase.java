package io.cooperage.drill.lab;

/** A schema of one node, as measurements reach it. */
public record BenchDatabase(String url, String user, String password) {
  @Override
  public String toString() {
    return "BenchDatabase[url=%s, user=%s, password=[REDACTED]]".formatted(url, user);
  }
}
