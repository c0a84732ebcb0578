package io.cooperage.galera.recovery;

import java.util.List;

/** Something that must be there after a recovery, known from elsewhere than the nodes. */
public interface RecoveryAudit {

  /** What is looked at, for people. */
  String name();

  /** What is missing or wrong at these nodes; empty if nothing is. */
  List<String> complaints(NodeQueries queries, List<String> nodes);
}
