package io.cooperage.server.webhook;

/**
 * What came of an attempt.
 *
 * @param status 0 = no answer
 * @param detail the beginning of the answer, or why there was none
 */
record Receipt(int status, int latencyMillis, String detail) {
  private static final int GONE = 410;
  private static final int LONGEST_DETAIL = 1000;

  Receipt {
    detail = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The receiver wants no more messages. */
  boolean isGone() {
    return status == GONE;
  }
}
