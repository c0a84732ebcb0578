package io.cooperage.galera.recovery;

import io.cooperage.galera.testing.GaleraNode;
import io.cooperage.galera.testing.LocalGalera;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The nodes of a {@link LocalGalera}, of which some can be put out of reach. */
final class LocalNodes implements RecoverySite {

  private final LocalGalera galera;
  private final Set<String> outOfReach = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> logBegins = new ConcurrentHashMap<>();

  LocalNodes(LocalGalera galera) {
    this.galera = galera;
  }

  void lose(String node) {
    outOfReach.add(node);
  }

  void find(String node) {
    outOfReach.remove(node);
  }

  GaleraNode node(String name) {
    return galera.nodes().stream()
        .filter(node -> node.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Path data(String node) {
    return node(node).spec().data();
  }

  @Override
  public List<String> nodes() {
    return galera.nodes().stream().map(node -> node.spec().name()).toList();
  }

  @Override
  public ProcessState process(String node) {
    if (outOfReach.contains(node)) {
      return ProcessState.UNREACHABLE;
    }
    return node(node).isAlive() ? ProcessState.RUNNING : ProcessState.STOPPED;
  }

  @Override
  public boolean hasData(String node) {
    return Files.exists(data(node).resolve("ibdata1"));
  }

  @Override
  public Optional<String> read(String node, NodeFile file) {
    try {
      Path path = data(node).resolve(file.fileName());
      return Files.exists(path)
          ? Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String node, NodeFile file, String text) {
    try {
      Path path = data(node).resolve(file.fileName());
      Path draft = path.resolveSibling(file.fileName() + ".new");
      Files.writeString(draft, text);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String node, NodeFile file) {
    try {
      Files.deleteIfExists(data(node).resolve(file.fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String recover(String node) {
    Path log = node(node).spec().directory().resolve("recover.log");
    try {
      Files.deleteIfExists(log);
      List<String> command = new ArrayList<>(node(node).command(false));
      command.addAll(List.of("--wsrep-recover", "--skip-networking", "--log-error=" + log));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecoveryException("interrupted", "run it again", e);
    }
  }

  @Override
  public Map<String, String> ask(String node, String query) {
    try (Connection connection = node(node).connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      Map<String, String> answer = new HashMap<>();
      while (rows.next()) {
        answer.put(rows.getString(1), rows.getString(2));
      }
      return answer;
    } catch (SQLException silent) {
      return Map.of();
    }
  }

  @Override
  public void execute(String node, String statement) {
    try (Connection connection = node(node).connect();
        Statement running = connection.createStatement()) {
      running.execute(statement);
    } catch (SQLException e) {
      throw new RecoveryException(node + " refused: " + statement, e.getMessage(), e);
    }
  }

  @Override
  public void start(String node, NodeStart how) {
    try {
      Path log = node(node).spec().log();
      logBegins.put(node, Files.exists(log) ? Files.size(log) : 0L);
      Files.createDirectories(data(node));
      List<String> command = new ArrayList<>(node(node).command(false));
      command.addAll(how.options());
      node(node).start(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop(String node) {
    try {
      // One that waits for others while it starts does not heed SIGTERM in time.
      if (node(node).status("wsrep_cluster_status").isPresent()) {
        node(node).stop();
      }
    } catch (SQLException silent) {
      kill(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecoveryException("interrupted", "run it again", e);
    }
  }

  private void kill(String node) {
    try {
      node(node).kill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecoveryException("interrupted", "run it again", e);
    }
  }

  @Override
  public String log(String node) {
    try {
      byte[] all = Files.readAllBytes(node(node).spec().log());
      int begin = (int) Math.min(all.length, logBegins.getOrDefault(node, 0L));
      return new String(all, begin, all.length - begin, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
