package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.AuditView;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What each operation that changes something leaves in the audit. */
final class AuditTable {
  private static final String LINES =
      """
      abortJob             job.abort                 changed
      addServices          cluster.services.add      changed
      createCluster        cluster.create            made
      createEntity         catalog.created           made
      createTenant         tenant.created            made
      createToken          token.create              made
      createWebhook        webhook.created           made
      deleteCluster        cluster.delete            changed
      deleteEntity         catalog.deleted           removed
      deleteResource       resource.deleted          removed
      deleteToken          token.delete              removed
      deleteWebhook        webhook.deleted           removed
      drainDatacenter      datacenter.drain          changed
      drainWorker          worker.drain              changed
      extendLease          cluster.lease             changed
      importCatalog        catalog.created           made
      pauseJob             job.pause                 changed
      pingWebhook          webhook.ping              asked
      putEntity            catalog.updated           changed
      putPoolHost          pool.put                  made/changed
      recallResource       resource.recalled         changed
      reconfigureCluster   cluster.reconfigure       changed
      redeliver            webhook.redeliver         asked
      removePoolHost       pool.remove               removed
      removeService        cluster.services.remove   changed
      removeServices       cluster.services.remove   changed
      restartService       cluster.services.restart  changed
      restartServices      cluster.services.restart  changed
      restoreEntityVersion catalog.updated           changed
      resumeJob            job.resume                changed
      retryJob             job.retry                 changed
      retryTask            task.retry                changed
      rotateToken          token.rotate              changed
      rotateWebhookSecret  webhook.secret-rotated    changed
      scaleCluster         cluster.scale             changed
      skipTask             task.skip                 changed
      stageResource        resource.staged           changed
      startService         cluster.services.start    changed
      startServices        cluster.services.start    changed
      stopService          cluster.services.stop     changed
      stopServices         cluster.services.stop     changed
      syncCluster          cluster.sync              changed
      syncResources        resource.synced           changed
      undeleteEntity       catalog.undeleted         changed
      undrainDatacenter    datacenter.undrain        changed
      undrainWorker        worker.undrain            changed
      updateTenant         tenant.updated            changed
      updateWebhook        webhook.updated           changed
      uploadResource       resource.uploaded         made
      """;

  /** What workers say and ask on behalf of jobs: jobs, tasks and events tell of it. */
  static final Set<String> OF_WORKERS =
      Set.of(
          "claimPoolHost",
          "finishTask",
          "leaveWorker",
          "registerWorker",
          "releasePoolHost",
          "sendHeartbeat",
          "takeTasks");

  /** What is sent with POST and changes nothing. */
  static final Set<String> READS = Set.of("resolveTemplate");

  private enum Shape {
    MADE,
    CHANGED,
    REMOVED,
    /** Nothing is other than before. */
    ASKED
  }

  /** One of {@code shapes}. */
  private record Expected(String operation, String action, List<Shape> shapes) {
    private static Expected of(String line) {
      String[] words = line.split(" +");
      List<Shape> shapes =
          Arrays.stream(words[2].toUpperCase(Locale.ROOT).split("/")).map(Shape::valueOf).toList();
      return new Expected(words[0], words[1], shapes);
    }
  }

  private AuditTable() {}

  static Set<String> operations() {
    return LINES.lines().map(Expected::of).map(Expected::operation).collect(Collectors.toSet());
  }

  static Set<String> actions() {
    return LINES.lines().map(Expected::of).map(Expected::action).collect(Collectors.toSet());
  }

  /**
   * Each line says who and where, and what was before and after as its action has it; returns the
   * actions that there are.
   */
  static Set<String> checked(List<AuditView> lines) {
    Map<String, List<Shape>> shapes =
        LINES
            .lines()
            .map(Expected::of)
            .collect(Collectors.toMap(Expected::action, Expected::shapes, (one, same) -> one));
    Set<String> seen = new HashSet<>();
    for (AuditView line : lines) {
      assertThat(shapes).as("%s", line).containsKey(line.action());
      assertThat(List.of(line.tenant(), line.user(), line.datacenter(), line.requestId()))
          .as("%s", line)
          .noneMatch(String::isBlank);
      assertThat(shapes.get(line.action())).as("%s", line).contains(shape(line));
      seen.add(line.action());
    }
    return seen;
  }

  private static Shape shape(AuditView line) {
    if (line.before().isEmpty()) {
      return line.after().isEmpty() ? Shape.ASKED : Shape.MADE;
    }
    if (line.after().isEmpty()) {
      return Shape.REMOVED;
    }
    boolean isOther = !line.before().equals(line.after()) || line.action().equals("token.rotate");
    assertThat(isOther).as("what is after differs from what was before in %s", line).isTrue();
    return Shape.CHANGED;
  }
}
