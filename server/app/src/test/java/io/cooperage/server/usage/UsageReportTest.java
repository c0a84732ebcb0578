package io.cooperage.server.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.api.UsageView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageReportTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.999Z");
  private static final Caller ROOT = new Caller("superadmin", "root", Role.SUPERADMIN, "r");

  @Test
  void monthsAndDaysAreThoseOfUtc() {
    UsageReport report = report("tenant", "month", "2026-01-31T12:00:00Z", "2026-03-01T06:00:00Z");
    report.add(node("acme", "ann", "web", "2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z"));
    assertThat(report.rows())
        .extracting(UsageView::from, UsageView::nodeHours)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-01-31T12:00:00Z"), 12.0),
            org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-02-01T00:00:00Z"), 672.0),
            org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-03-01T00:00:00Z"), 6.0));
  }

  @Test
  void groupsAreToldApartAsAskedAndNodesFromClusters() {
    UsageReport report = report("template,user", "total", null, null);
    String begin = "2026-11-25T10:00:00Z";
    report.add(node("acme", "ann", "web", begin, "2026-11-25T11:00:00Z"));
    report.add(node("acme", "ann", "web", begin, "2026-11-25T10:30:00Z"));
    report.add(cluster("acme", "ann", "web", begin, "2026-11-25T11:00:00Z"));
    report.add(node("acme", "bob", "web", begin, "2026-11-25T10:00:01Z"));
    report.add(node("acme", "ann", "data", begin, "2026-11-25T10:00:02Z"));
    assertThat(report.rows())
        .extracting(
            row -> row.template().orElseThrow() + "/" + row.user().orElseThrow(),
            UsageView::nodeSeconds,
            UsageView::clusterSeconds)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("data/ann", 2L, 0L),
            org.assertj.core.groups.Tuple.tuple("web/ann", 5400L, 3600L),
            org.assertj.core.groups.Tuple.tuple("web/bob", 1L, 0L));
    assertThat(UsageCsv.of(report.rows()).lines().skip(2).findFirst())
        .contains("2026-11-01T00:00:00Z,2026-11-25T12:00:00Z,acme,web,ann,5400,1.5000,3600,1.0000");
  }

  @Test
  void withoutTimesItIsTheMonthUntilNow() {
    UsageQuery query = query(ROOT, "tenant", "total", null, null);
    assertThat(query.from()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(query.to()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
  }

  @Test
  void nobodyAsksForMoreThanHeSees() {
    UsageQuery.Wish other = wish("tenant", "total", null, null, "other");
    Caller admin = new Caller("acme", "boss", Role.ADMIN, "r");
    Caller member = new Caller("acme", "ann", Role.MEMBER, "r");
    assertThat(UsageQuery.of(ROOT, other, NOW).tenant()).contains("other");
    assertThat(UsageQuery.of(admin, other, NOW).tenant()).contains("acme");
    assertThat(UsageQuery.of(admin, other, NOW).owner()).isEmpty();
    assertThat(UsageQuery.of(member, other, NOW).owner()).contains("ann");
  }

  @ParameterizedTest
  @CsvSource({
    "tenant|cluster, total, , , groupBy",
    "'', total, , , groupBy",
    "tenant, week, , , period",
    "tenant, total, yesterday, , from must be",
    "tenant, total, 2026-11-26T00:00:00Z, , at most 3660 days",
    "tenant, hour, 2020-01-01T00:00:00Z, , too many periods",
    "tenant, total, 1990-01-01T00:00:00Z, , at most 3660 days",
  })
  void aWrongQuestionIsRefused(
      String groupBy, String period, String from, String to, String words) {
    assertThatThrownBy(() -> query(ROOT, groupBy.replace('|', ','), period, from, to))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining(words);
  }

  @Test
  void cellsThatNeedItAreQuoted() {
    Instant time = Instant.EPOCH;
    UsageView row =
        new UsageView(time, time, "a,\"b\"", Optional.empty(), Optional.empty(), 0, 0, 0, 0);
    assertThat(UsageCsv.of(List.of(row))).contains(",\"a,\"\"b\"\"\",,,0,");
  }

  private static UsageReport report(String groupBy, String period, String from, String to) {
    return new UsageReport(query(ROOT, groupBy, period, from, to));
  }

  private static UsageQuery query(
      Caller caller, String groupBy, String period, String from, String to) {
    return UsageQuery.of(caller, wish(groupBy, period, from, to, null), NOW);
  }

  private static UsageQuery.Wish wish(
      String groupBy, String period, String from, String to, String tenant) {
    return new UsageQuery.Wish(
        Optional.ofNullable(groupBy),
        Optional.ofNullable(period),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Optional.ofNullable(tenant));
  }

  private static UsageDao.Interval node(
      String tenant, String owner, String template, String begun, String ended) {
    return interval(tenant, owner, template, 1000, begun, ended);
  }

  private static UsageDao.Interval cluster(
      String tenant, String owner, String template, String begun, String ended) {
    return interval(tenant, owner, template, 0, begun, ended);
  }

  private static UsageDao.Interval interval(
      String tenant, String owner, String template, int node, String begun, String ended) {
    return new UsageDao.Interval(
        tenant, owner, template, node, Instant.parse(begun), Instant.parse(ended));
  }
}
