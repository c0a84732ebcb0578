package io.cooperage.drill.fault;

import java.util.PriorityQueue;

/**
 * Packets on their way: each comes out when its time has come, in the order of those times. Packets
 * of one pair of networks share one delay, so they never overtake each other. Bounded: what finds
 * it full is lost, as on a real link. Thread-safe.
 */
final class DelayLine {

  /** A packet and when it arrives, on {@link System#nanoTime}. */
  record Packet(byte[] bytes, int length, long due, long sequence) {}

  private final int capacity;
  private final PriorityQueue<Packet> waiting =
      new PriorityQueue<>(
          (a, b) ->
              a.due == b.due
                  ? Long.compare(a.sequence, b.sequence)
                  : Long.compare(a.due - b.due, 0));
  private long sequence;
  private long lost;

  DelayLine(int capacity) {
    this.capacity = capacity;
  }

  /** Puts a packet in, to come out at {@code due}. */
  synchronized void put(byte[] bytes, int length, long due) {
    if (waiting.size() >= capacity) {
      lost++;
      return;
    }
    waiting.add(new Packet(bytes, length, due, sequence++));
    if (waiting.peek().due == due) {
      notifyAll();
    }
  }

  /** The next packet, when its time has come. */
  synchronized Packet take() throws InterruptedException {
    while (true) {
      Packet next = waiting.peek();
      if (next == null) {
        wait();
        continue;
      }
      long early = next.due - System.nanoTime();
      if (early <= 0) {
        return waiting.remove();
      }
      wait(early / 1_000_000, (int) (early % 1_000_000));
    }
  }

  synchronized long lost() {
    return lost;
  }
}
