package io.cooperage.drill.lab;

import io.cooperage.drill.host.CommandFailedException;
import io.cooperage.galera.recovery.RecoveryException;
import io.cooperage.galera.recovery.RecoverySite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Galera nodes of a lab as a recovery sees them: one in each datacenter, by its name. */
final class GaleraSite implements RecoverySite {

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration GRACE_OF_SILENT = Duration.ofSeconds(3);

  private final GaleraNodes nodes;
  private final Map<String, Long> logBegins = new ConcurrentHashMap<>();

  GaleraSite(GaleraNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public List<String> nodes() {
    return Datacenter.all().stream().map(Datacenter::name).toList();
  }

  @Override
  public ProcessState process(String node) {
    return nodes.daemon(Datacenter.named(node)).running()
        ? ProcessState.RUNNING
        : ProcessState.STOPPED;
  }

  @Override
  public boolean hasData(String node) {
    return Files.exists(nodes.data(Datacenter.named(node)).resolve("ibdata1"));
  }

  @Override
  public Optional<String> read(String node, NodeFile file) {
    Path path = path(node, file);
    try {
      return Files.exists(path)
          ? Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw failed(node, "%s of %s cannot be read".formatted(path, node), e);
    }
  }

  @Override
  public void write(String node, NodeFile file, String text) {
    Path path = path(node, file);
    try {
      Path draft = path.resolveSibling(file.fileName() + ".new");
      Files.writeString(draft, text);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(node, "%s of %s cannot be written".formatted(path, node), e);
    }
  }

  @Override
  public void delete(String node, NodeFile file) {
    Path path = path(node, file);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failed(node, "%s of %s cannot be removed".formatted(path, node), e);
    }
  }

  private Path path(String node, NodeFile file) {
    return nodes.data(Datacenter.named(node)).resolve(file.fileName());
  }

  @Override
  public String recover(String node) {
    try {
      return nodes.recover(Datacenter.named(node));
    } catch (CommandFailedException e) {
      throw failed(node, "mariadbd --wsrep-recover fails in " + node, e);
    }
  }

  @Override
  public Map<String, String> ask(String node, String query) {
    return nodes.ask(Datacenter.named(node), query);
  }

  @Override
  public void execute(String node, String statement) {
    try {
      nodes.query(Datacenter.named(node), statement);
    } catch (CommandFailedException | LabException e) {
      throw failed(node, "The database of %s does not do %s".formatted(node, statement), e);
    }
  }

  @Override
  public void start(String node, NodeStart how) {
    Datacenter datacenter = Datacenter.named(node);
    logBegins.put(node, nodes.daemon(datacenter).logLength());
    try {
      nodes.start(datacenter, how.options());
    } catch (CommandFailedException | UncheckedIOException e) {
      throw failed(node, "The database of %s cannot be started".formatted(node), e);
    }
  }

  @Override
  public void stop(String node) {
    Datacenter datacenter = Datacenter.named(node);
    // One that waits for others while it starts does not heed SIGTERM.
    boolean answers = !nodes.status(datacenter).isEmpty();
    nodes.daemon(datacenter).stop(answers ? GRACE : GRACE_OF_SILENT);
  }

  @Override
  public String log(String node) {
    return nodes.daemon(Datacenter.named(node)).logSince(logBegins.getOrDefault(node, 0L));
  }

  private static RecoveryException failed(String node, String what, Exception cause) {
    return new RecoveryException(
        "%s: %s".formatted(what, cause.getMessage()),
        "see .lab/log/%s-galera.log, and run this again".formatted(node),
        cause);
  }
}
