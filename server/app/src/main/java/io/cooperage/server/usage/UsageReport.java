package io.cooperage.server.usage;

import io.cooperage.api.UsageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds intervals up by tenant, template and user, and by period. Pure; not thread-safe. */
final class UsageReport {
  private static final double SECONDS = 3600;
  private static final double PRECISION = 10_000;

  private final UsageQuery query;
  private final long[] borders;
  private final Map<Group, Meters> groups = new TreeMap<>();

  /** Whose use; the last two are empty where they are not told apart. */
  private record Group(String tenant, String template, String user) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::tenant)
            .thenComparing(Group::template)
            .thenComparing(Group::user);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  private record Meters(UsageMeter nodes, UsageMeter clusters) {}

  UsageReport(UsageQuery query) {
    this.query = query;
    this.borders = query.period().borders(query.from(), query.to());
  }

  void add(UsageDao.Interval interval) {
    Group group =
        new Group(
            interval.tenant(),
            query.byTemplate() ? interval.template() : "",
            query.byUser() ? interval.owner() : "");
    Meters meters =
        groups.computeIfAbsent(
            group, key -> new Meters(new UsageMeter(borders), new UsageMeter(borders)));
    (interval.node() == 0 ? meters.clusters() : meters.nodes())
        .add(interval.begun(), interval.ended());
  }

  /** By period, tenant, template and user; without what used nothing. */
  List<UsageView> rows() {
    List<List<UsageView>> byPeriod = new ArrayList<>();
    for (int i = 0; i < borders.length - 1; i++) {
      byPeriod.add(new ArrayList<>());
    }
    groups.forEach((group, meters) -> add(byPeriod, group, meters));
    return byPeriod.stream().flatMap(List::stream).toList();
  }

  private void add(List<List<UsageView>> byPeriod, Group group, Meters meters) {
    long[] nodes = meters.nodes().seconds();
    long[] clusters = meters.clusters().seconds();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] > 0 || clusters[i] > 0) {
        byPeriod.get(i).add(row(i, group, nodes[i], clusters[i]));
      }
    }
  }

  private UsageView row(int period, Group group, long nodes, long clusters) {
    return new UsageView(
        Instant.ofEpochSecond(borders[period]),
        Instant.ofEpochSecond(borders[period + 1]),
        group.tenant(),
        query.byTemplate() ? Optional.of(group.template()) : Optional.empty(),
        query.byUser() ? Optional.of(group.user()) : Optional.empty(),
        nodes,
        hours(nodes),
        clusters,
        hours(clusters));
  }

  private static double hours(long seconds) {
    return Math.round(seconds / SECONDS * PRECISION) / PRECISION;
  }
}
