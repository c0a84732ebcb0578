package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.fault.Processes;
import java.util.List;

/**
 * Ends a lab in good order: those who take work first, the database last and node by node, so that
 * the last one knows that it may begin the cluster the next time.
 */
final class LabStop {

  private final LabSite site;
  private final LabParts parts;
  private final GlobalProxy global;
  private final LabProcesses processes;
  private final LabWan wan;

  LabStop(LabSite site, LabParts parts, GlobalProxy global, LabProcesses processes, LabWan wan) {
    this.site = site;
    this.parts = parts;
    this.global = global;
    this.processes = processes;
    this.wan = wan;
  }

  void run(Progress progress) {
    boolean stands = site.network().stands();
    progress.step("load balancer");
    global.stop();
    progress.done("stopped");
    if (stands) {
      progress.step("wan");
      new Cuts(site.addresses().wan()).set(List.of());
      Processes.thaw(processes::all);
      wan.end();
      progress.done("plain");
    }
    stopParts(progress);
    progress.step("namespaces");
    Processes.kill(processes::all);
    site.disks().unmount();
    site.network().down();
    progress.done("removed");
  }

  private void stopParts(Progress progress) {
    for (Part part :
        List.of(
            parts.provisioners(),
            parts.servers(),
            parts.proxies(),
            parts.zooKeepers(),
            parts.watchdogs())) {
      progress.step(part.component().word());
      Parallel.each(Datacenter.all(), part::stop);
      progress.done("stopped");
    }
    progress.step("galera");
    Datacenter.all().forEach(parts.galera()::stop);
    progress.done("stopped");
  }

  static void removeFiles(LabDirectory directory, boolean purge) {
    if (purge) {
      directory.removeAll();
    } else {
      directory.removeTransient();
    }
  }
}
