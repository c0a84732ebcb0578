package io.cooperage.drill.fault;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();

  DelayLine(int capacity) {
    this.capacity = capacity;
  }

  /** Puts a packet in, to come out at {@code due}. */
  void put(byte[] bytes, int length, long due) {
    lock.lock();
    try {
      if (waiting.size() >= capacity) {
        return;
      }
      Packet packet = new Packet(bytes, length, due, sequence++);
      waiting.add(packet);
      if (waiting.peek() == packet) {
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next packet, when its time has come. */
  Packet take() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Packet next = waiting.peek();
        if (next == null) {
          earlier.await();
        } else if (next.due - System.nanoTime() <= 0) {
          return waiting.remove();
        } else {
          earlier.awaitNanos(next.due - System.nanoTime());
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
