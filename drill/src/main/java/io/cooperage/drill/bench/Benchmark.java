package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.drill.lab.Lab;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** What {@code cooperage bench all} runs, one after the other. */
sealed interface Benchmark {

  String name();

  /** The groups or beginnings of the ids of its figures. */
  List<String> figures();

  String title();

  /** Measures rooms of the server, in a process of its own that starts what it needs. */
  record OfRooms(
      String name,
      List<String> figures,
      String title,
      String mainClass,
      List<String> options,
      List<String> arguments)
      implements Benchmark {}

  /** Measures a lab that stands. */
  record OfLab(String name, List<String> figures, String title, Supplier<BenchRun> command)
      implements Benchmark {

    /** With the command's defaults. */
    List<Figure> measure(Lab lab) throws Exception {
      return CommandLine.populateCommand(command.get()).figures(lab);
    }
  }

  /** Brings up a lab from nothing. Nothing to measure where one stands already. */
  record OfStart(String name, List<String> figures, String title) implements Benchmark {}

  /** Reads what drills have measured. */
  record OfDrills(String name, List<String> figures, String title) implements Benchmark {}

  /** In the order in which they run: first what needs no lab. */
  static List<Benchmark> all() {
    String server = "io.cooperage.server.";
    return List.of(
        rooms("solver", "solver", "layouts", server + "layout.SolverBenchmark"),
        rooms("changes", "changes", "changes of layouts", server + "layout.ChangesBenchmark"),
        rooms("planner", "planner", "plans", server + "plan.PlannerBenchmark"),
        rooms("queue", "queue", "hand-outs of tasks", server + "job.QueueBenchmark"),
        rooms("long-polls", "polls", "1,000 polling workers", server + "job.LongPollBenchmark"),
        new OfRooms(
            "event-streams",
            List.of("streams"),
            "1,000 event streams",
            server + "event.EventStreamBenchmark",
            List.of("-Xmx1g"),
            List.of()),
        new OfRooms(
            "cluster-list",
            List.of("list"),
            "pages of the list of clusters",
            server + "cluster.ClusterListBenchmark",
            List.of(),
            List.of("../../catalog")),
        new OfStart("up-time", List.of("lab.up"), "a lab from nothing"),
        new OfLab("create-latency", List.of("create.latency"), "creates", CreateLatency::new),
        new OfLab(
            "task-throughput", List.of("task"), "tasks, and commits for each", TaskThroughput::new),
        new OfLab("reads", List.of("read"), "strong and plain reads", ReadCosts::new),
        new OfLab(
            "writes",
            List.of("write", "create.throughput"),
            "writes of the API against bare inserts",
            Writes::new),
        new OfLab("memory", List.of("lab.memory"), "memory of the lab", Footprint::new),
        new OfDrills("drills", List.of("drill"), "what drills measured since the commit"));
  }

  private static Benchmark rooms(String name, String group, String title, String mainClass) {
    return new OfRooms(name, List.of(group), title, mainClass, List.of(), List.of());
  }
}
