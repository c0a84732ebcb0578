package io.cooperage.drill.fault;

import static io.cooperage.drill.fault.FaultParameter.optional;
import static io.cooperage.drill.fault.FaultParameter.required;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can be done to datacenters in a drill, by the same names wherever they run. Plans, messages
 * and the reference take what they say of a fault from here.
 */
public enum FaultKind {
  POWER_LOSS(
      FaultTargets.SOME,
      "The datacenter's links go down, then all its processes die: its peers see silence."),
  KILL(
      FaultTargets.SOME,
      "SIGKILL to all processes at once, or to those of one component: its peers see closed"
          + " connections.",
      Parameters.ONLY),
  DRAIN(FaultTargets.SOME, "The datacenter hands its jobs over and leaves service, as planned."),
  CUT(
      FaultTargets.SOME,
      "Packets between the datacenter and all others vanish; clients still reach it.",
      optional(
          "direction",
          new ParameterValues.Words(List.of("both", "in", "out")),
          "both",
          "in: what others send to it; out: what it sends to others")),
  PARTIAL_CUT(
      FaultTargets.PAIR, "Packets between the two vanish; both still see every other datacenter."),
  FLAPPING_LINK(
      FaultTargets.ONE_OR_PAIR,
      "The link is cut and joined again, over and over.",
      optional(
          "period",
          new ParameterValues.Time(Duration.ofMillis(200), Duration.ofMinutes(1)),
          "2s",
          "from one cut to the next"),
      optional(
          "share", new ParameterValues.Number(1, 99, "%"), "50", "of the period that it is cut")),
  WAN(
      FaultTargets.ANY,
      "Packets take longer, get lost or wait for their turn, the same in both directions; at least"
          + " one parameter is wanted.",
      optional(
          "rtt",
          new ParameterValues.Time(Duration.ZERO, Duration.ofSeconds(2)),
          "0ms",
          "added to the round trip that there is"),
      optional(
          "jitter",
          new ParameterValues.Time(Duration.ZERO, Duration.ofSeconds(1)),
          "0ms",
          "up to so much more or less on each way; packets stay in order"),
      optional(
          "loss", new ParameterValues.Number(0, 100, "%"), "0", "of the packets of each direction"),
      optional(
          "bandwidth",
          new ParameterValues.Number(0, 10_000, "Mbit/s"),
          "0",
          "of each direction, 0 for no limit")),
  FREEZE(
      FaultTargets.SOME,
      "Processes stop in their tracks and later go on, believing that no time has passed.",
      Parameters.ONLY),
  HUNG_DATABASE(
      FaultTargets.SOME,
      "The database accepts connections and never answers, while its group believes it well."),
  FULL_DISK(FaultTargets.SOME, "Nothing more fits on the file system of the database."),
  READ_ONLY_DISK(
      FaultTargets.SOME,
      "The file system of the database meets an error and goes read-only, as ext4 does."),
  HUNG_DISK(
      FaultTargets.SOME,
      "What is written to the file system of the database waits, without an error, until the fault"
          + " heals."),
  CLOCK_SKEW(
      FaultTargets.SOME,
      "The wall clocks of the datacenter's programs jump, and go on from there.",
      required(
          "by",
          new ParameterValues.Time(Duration.ofHours(-24), Duration.ofHours(24)),
          "ahead, or behind with a minus sign; not 0")),
  SERVER_LOSS(
      FaultTargets.SOME,
      "SIGKILL to one of the datacenter's servers.",
      optional("number", new ParameterValues.Number(1, 2, ""), "1", "which, from 1")),
  ZOOKEEPER_LOSS(FaultTargets.SOME, "SIGKILL to the datacenter's ZooKeeper."),
  LOAD_BALANCER_LOSS(FaultTargets.SOME, "SIGKILL to the datacenter's load balancer."),
  WORKER_LOSS(FaultTargets.SOME, "SIGKILL to the datacenter's workers."),
  COMMIT_CUT(
      FaultTargets.SOME,
      "The connection between a server and its database is cut around a COMMIT, so that the server"
          + " cannot know whether it came about.",
      optional(
          "side",
          new ParameterValues.Words(List.of("before", "after")),
          "after",
          "before the database gets it, or after it executed, when its answer is lost"),
      optional("every", new ParameterValues.Count(1, 10_000), "1", "cuts each n-th COMMIT only")),
  BUSY_CPU(
      FaultTargets.NONE,
      "Programs of ordinary priority keep the processors busy.",
      optional(
          "share", new ParameterValues.Number(10, 100, "%"), "90", "of the time, of each core")),
  BACKUP(
      FaultTargets.SOME,
      "A backup of the database runs again and again, streamed to where nothing is kept."),
  STATE_TRANSFER(
      FaultTargets.SOME,
      "The database leaves as planned and its data are removed, so that it comes home by a whole"
          + " copy of another's."),
  BLACKOUT(FaultTargets.NONE, "SIGKILL to everything in every datacenter, all at once.");

  private final FaultTargets targets;
  private final String effect;
  private final List<FaultParameter> parameters;

  FaultKind(FaultTargets targets, String effect, FaultParameter... parameters) {
    this.targets = targets;
    this.effect = effect;
    this.parameters = List.of(parameters);
  }

  /** Constants of an enum cannot be used by those before them. */
  private static final class Parameters {
    static final FaultParameter ONLY =
        optional(
            "only",
            new ParameterValues.Words(
                List.of(
                    "everything",
                    "machines",
                    "galera",
                    "watchdog",
                    "zookeeper",
                    "server",
                    "haproxy",
                    "provisioner")),
            "everything",
            "the component");
  }

  /** The name in definitions of drills and on the command line, such as {@code power-loss}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many datacenters it takes. */
  public FaultTargets targets() {
    return targets;
  }

  /** What it does, in a sentence. */
  public String effect() {
    return effect;
  }

  /** What it can be told. */
  public List<FaultParameter> parameters() {
    return parameters;
  }

  /** Everything about it on one line: effect, targets, parameters with units and bounds. */
  public String describe() {
    return "%s Targets: %s. Parameters: %s."
        .formatted(effect, targets.describe(), describeParameters());
  }

  private String describeParameters() {
    return parameters.isEmpty()
        ? "none"
        : parameters.stream().map(FaultParameter::describe).collect(Collectors.joining("; "));
  }

  /**
   * The kind with this wire name.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static FaultKind named(String wireName) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no fault %s: choose from %s."
                        .formatted(
                            wireName,
                            Arrays.stream(values())
                                .map(FaultKind::wireName)
                                .collect(Collectors.joining(", ")))));
  }
}
