package io.cooperage.drill.lab;

/** A schema of one node on which measurements may do as they like. */
public record BenchDatabase(String url, String user, String password) {
  @Override
  public String toString() {
    return "BenchDatabase[url=%s, user=%s, password=[REDACTED]]".formatted(url, user);
  }
}
