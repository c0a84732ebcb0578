package io.cooperage.server.datacenter;

import java.util.List;

/**
 * Moves work away from a datacenter; the room of jobs implements it. Both methods do a bounded
 * batch in transactions of their own and are called again until they return 0, also later and by
 * another server, so that an interrupted takeover is always finished by whoever lives.
 */
public interface Takeover {
  /**
   * Moves the open jobs of {@code lost} whose epoch is older than the epoch that the datacenter has
   * now; what was in progress under the old epoch is void. {@code lost} may be alive again under
   * its new epoch and may be this datacenter itself, then among {@code alive}. While it is lost,
   * the open jobs of others leave the machines that they had there.
   *
   * @return how many jobs were moved or changed; 0 = nothing is left
   */
  int takeOver(String lost, List<String> alive);

  /**
   * {@code drained} leaves in good order: its jobs go to {@code alive}, tasks in progress keep
   * their tokens and end where they are.
   *
   * @return how many jobs were moved, plus how many tasks still run there; 0 = nothing is left
   */
  int handOver(String drained, List<String> alive);
}
