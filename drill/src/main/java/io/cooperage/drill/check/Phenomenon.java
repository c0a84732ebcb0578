package io.cooperage.drill.check;

/**
 * A class of anomaly. Those of transactions are named as Adya (generalized isolation levels) and
 * Elle name them; {@code _REALTIME} means that the cycle needs the order of the clock.
 */
public enum Phenomenon {
  NOT_LINEARIZABLE("no order of the operations explains their answers"),
  LOST_WRITE("an acknowledged write is gone"),
  STALE_READ("a read misses a write that was acknowledged before it began"),
  DUPLICATE_ELEMENTS("one write took effect twice"),
  GARBAGE_READ("a read shows what nobody wrote"),
  INTERNAL("a transaction does not see its own appends or its own earlier reads"),
  INCOMPATIBLE_ORDER("two reads show one list in two orders"),
  LOST_UPDATE("two transactions read one version and both replaced it"),
  G1A("G1a, aborted read: a read shows what a failed write wrote"),
  G1B("G1b, intermediate read: a read shows a state within a transaction"),
  G0("G0, write cycle: transactions overwrote each other"),
  G1C("G1c, circular information flow: transactions saw each other's writes in a circle"),
  G_SINGLE("G-single, read skew: a transaction saw one of another's effects and missed another"),
  G0_REALTIME("G0 in real time: a write went before one that was acknowledged before it began"),
  G1C_REALTIME("G1c in real time: a read shows a write that began later"),
  G_SINGLE_REALTIME("G-single in real time: a read misses what was acknowledged before it began"),
  G2_ITEM("G2-item, write skew: transactions missed each other's writes"),
  G2_ITEM_REALTIME("G2-item in real time: transactions missed each other's earlier writes"),
  WRONG_TOTAL("a read shows another sum of all accounts than there was in the beginning"),
  NEGATIVE_BALANCE("a read shows an account below nothing"),
  UNEXPLAINED_BALANCE("a read shows a balance that the transfers cannot have made"),
  DOUBLED_NAME("one name was given to two things"),
  DUPLICATE_ID("one id was given to two things");

  private final String title;

  Phenomenon(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** Whether it breaks a promise; reads are not certified in Galera, so write skew breaks none. */
  public boolean forbidden() {
    return switch (this) {
      case G2_ITEM, G2_ITEM_REALTIME -> false;
      case NOT_LINEARIZABLE,
          LOST_WRITE,
          STALE_READ,
          DUPLICATE_ELEMENTS,
          GARBAGE_READ,
          INTERNAL,
          INCOMPATIBLE_ORDER,
          LOST_UPDATE,
          G1A,
          G1B,
          G0,
          G1C,
          G_SINGLE,
          G0_REALTIME,
          G1C_REALTIME,
          G_SINGLE_REALTIME,
          WRONG_TOTAL,
          NEGATIVE_BALANCE,
          UNEXPLAINED_BALANCE,
          DOUBLED_NAME,
          DUPLICATE_ID ->
          true;
    };
  }
}
