package io.cooperage.drill.workload;

import java.util.List;

/** The workloads that there are, in sizes that let their clients collide. */
public final class Workloads {

  private Workloads() {}

  /**
   * All of them.
   *
   * @param prefix begins the names of what they make; nobody else's names begin so
   * @param template of clusters, which may have one machine or more
   */
  public static List<Workload> all(String prefix, String template) {
    return List.of(
        new RegisterWorkload(prefix, 5),
        new ListAppendWorkload(prefix, 4),
        new SetWorkload(prefix),
        new NameWorkload(prefix, 3),
        new QuotaWorkload(prefix, Quota.CLUSTERS, 6, template),
        new QuotaWorkload(prefix, Quota.MACHINES, 12, template));
  }

  /**
   * Those of these names; without names all.
   *
   * @throws IllegalArgumentException if a name is of none
   */
  public static List<Workload> chosen(List<Workload> all, List<String> names) {
    List<String> known = all.stream().map(Workload::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no workload %s; there are %s.".formatted(name, String.join(", ", known)));
      }
    }
    return names.isEmpty()
        ? all
        : all.stream().filter(workload -> names.contains(workload.name())).toList();
  }
}
