package io.cooperage.drill.report;

/** What a drill's report comes down to. */
public enum Judgement {
  ALL_WELL("all well"),
  OVER_LIMIT("over a limit"),
  GUARANTEE_BROKE("guarantee broken");

  private final String title;

  Judgement(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
