package io.cooperage.galera.recovery;

/** What a node was found to be. */
public enum NodeState {
  /** Nobody can say what it does: it may well be serving. */
  UNREACHABLE,
  /** Its process does not run, and its files can be read. */
  STOPPED,
  /** Its process runs and says nothing of itself: it may be starting, waiting, or serving. */
  SILENT,
  /** It answers, as a member of no Primary component. */
  NON_PRIMARY,
  /** It answers, as a member of a Primary component, and is not synced (yet, or as a donor). */
  UNSYNCED,
  /** It answers, as a synced member of a Primary component. */
  SYNCED;

  /** Whether it certainly belongs to a Primary component. */
  public boolean primary() {
    return this == UNSYNCED || this == SYNCED;
  }
}
