package io.cooperage.server.datacenter;

import java.util.List;

/**
 * Moves work away from a datacenter; the room of jobs implements it. Both methods move a bounded
 * batch in transactions of their own and are called again until they return 0, also later and by
 * another server, so that an interrupted takeover is always finished by whoever lives.
 */
public interface Takeover {
  /**
   * {@code lost} is gone under its epoch: its jobs go to {@code alive}, what was in progress there
   * is void.
   *
   * @return how many jobs were moved; 0 = nothing is left
   */
  int takeOver(String lost, List<String> alive);

  /**
   * {@code drained} leaves in good order: its jobs go to {@code alive}, tasks in progress keep
   * their tokens and end where they are.
   *
   * @return how many jobs were moved; 0 = nothing is left
   */
  int handOver(String drained, List<String> alive);
}
