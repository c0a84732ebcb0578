package io.cooperage.drill.history;

/** What a client wanted. */
public enum OperationKind {
  CREATE(true),
  DELETE(true),
  GET(false),
  LIST(false);

  private final boolean write;

  OperationKind(boolean write) {
    this.write = write;
  }

  /** Whether it changes anything; writes carry an {@code Idempotency-Key}. */
  public boolean write() {
    return write;
  }
}
