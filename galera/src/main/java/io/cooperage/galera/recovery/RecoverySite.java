package io.cooperage.galera.recovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The nodes of a cluster, wherever they run: what a recovery needs to see of them and to do to
 * them. Nodes go by their names. Used by several threads at once, but never for the same node.
 * Whatever fails throws a {@link RecoveryException}.
 */
public interface RecoverySite extends NodeQueries {

  /** Every member that the cluster is meant to have, in a lasting order. */
  List<String> nodes();

  /** Whether the node's process runs. */
  ProcessState process(String node);

  /** Whether the node's data directory holds a database. */
  boolean hasData(String node);

  /** The text of a file; empty if it is not there. Bytes that are no text are replaced. */
  Optional<String> read(String node, NodeFile file);

  /** Replaces a file as a whole. */
  void write(String node, NodeFile file, String text);

  /** Removes a file if it is there. */
  void delete(String node, NodeFile file);

  /** Runs {@code mariadbd --wsrep-recover} on a stopped node; returns all that it said. */
  String recover(String node);

  /** Has a running node carry out a statement. */
  void execute(String node, String statement);

  /** Starts a stopped node and does not wait for it. */
  void start(String node, NodeStart how);

  /** Ends a node's process, in good order if it can; returns when it has ended. */
  void stop(String node);

  /** What the node has said since it was last started. */
  String log(String node);

  /** Of a node's process. */
  enum ProcessState {
    /** Its host cannot be reached. */
    UNREACHABLE,
    STOPPED,
    RUNNING
  }

  /** Files in a node's data directory. */
  enum NodeFile {
    /** How far the node got, and whether it was the last to leave. */
    STATE("grastate.dat"),
    /** The last Primary component that it saw. */
    VIEW("gvwstate.dat"),
    /** There while a whole copy is under way, and after one that was broken off. */
    TRANSFER("sst_in_progress");

    private final String fileName;

    NodeFile(String fileName) {
      this.fileName = fileName;
    }

    /** As it is called in the data directory. */
    public String fileName() {
      return fileName;
    }
  }

  /**
   * How a node starts.
   *
   * @param newCluster whether it begins a cluster of its own
   * @param position that it is told to be at; empty if it is to find out for itself
   * @param readOnly whether it refuses writers, its own replication excepted
   */
  record NodeStart(boolean newCluster, Optional<GaleraPosition> position, boolean readOnly) {

    /** The options of mariadbd for it. */
    public List<String> options() {
      return Stream.of(
              newCluster ? Optional.of("--wsrep-new-cluster") : Optional.<String>empty(),
              position.map(at -> "--wsrep-start-position=" + at),
              readOnly ? Optional.of("--read-only") : Optional.<String>empty())
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
