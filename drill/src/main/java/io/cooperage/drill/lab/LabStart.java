package io.cooperage.drill.lab;

import java.util.List;
import java.util.function.Consumer;

/**
 * Brings a lab up, step by step. Every step looks first at what is already so, so an interrupted
 * start is resumed by starting again, and a lab that stands is left as it is, but for programs that
 * were built anew.
 */
final class LabStart {

  private final LabSite site;
  private final LabParts parts;
  private final GlobalProxy global;
  private final Consumer<Progress> leftovers;
  private final Progress progress;

  /**
   * @param leftovers clears what no part would get well with
   */
  LabStart(
      LabSite site,
      LabParts parts,
      GlobalProxy global,
      Consumer<Progress> leftovers,
      Progress progress) {
    this.site = site;
    this.leftovers = leftovers;
    this.parts = parts;
    this.global = global;
    this.progress = progress;
  }

  void run() {
    step("secrets", "ready", () -> site.secrets().prepare(site.addresses()));
    step(
        "namespaces",
        "wan, %d datacenters, %d machines"
            .formatted(Datacenter.COUNT, Datacenter.COUNT * LabAddresses.MACHINES),
        this::network);
    List<Datacenter> all = Datacenter.all();
    step("machines", "started", () -> Parallel.each(all, parts.machines()::start));
    step("zookeeper", "started", () -> Parallel.each(all, parts.zooKeepers()::start));
    step("disks", "in their places", () -> all.forEach(site.disks()::mount));
    step("galera", "3 synced members", () -> new GaleraCluster(parts.galera(), progress).start());
    if (parts.watchdogs().wanted()) {
      step("watchdogs", "3 watch", () -> watchdogs(all));
    }
    step("schema", "up to date", this::migrate);
    step("servers", "6 ready", this::servers);
    step("haproxy", "3 lead to ready servers", () -> proxies(all));
    step("onboarding", "tokens, pool and catalogue ready", this::onboard);
    step("provisioners", "3 registered", () -> provisioners(all));
    step("load balancer", global.url(), this::global);
    step("machines", "all answer", () -> Parallel.each(all, parts.machines()::awaitReady));
  }

  private void step(String name, String outcome, Runnable work) {
    progress.step(name);
    work.run();
    progress.done(outcome);
  }

  private void network() {
    site.network().requireOwn();
    leftovers.accept(progress);
    site.network().up();
  }

  private void migrate() {
    boolean anyServes =
        Datacenter.all().stream().anyMatch(node -> parts.servers().health(node).well());
    if (!anyServes || !parts.servers().migrated()) {
      parts.servers().migrate(new Datacenter(1));
    }
  }

  private void watchdogs(List<Datacenter> all) {
    all.forEach(datacenter -> parts.watchdogs().renew(datacenter, progress));
    Parallel.each(all, parts.watchdogs()::start);
    Parallel.each(all, parts.watchdogs()::awaitReady);
  }

  private void servers() {
    List<Datacenter> all = Datacenter.all();
    Parallel.each(all, parts.zooKeepers()::awaitReady);
    all.forEach(datacenter -> parts.servers().renew(datacenter, progress));
    parts.servers().pilot(all.get(0));
    Parallel.each(all, parts.servers()::start);
    Parallel.each(all, parts.proxies()::start);
    Parallel.each(all, parts.servers()::awaitReady);
  }

  private void proxies(List<Datacenter> all) {
    Parallel.each(all, parts.proxies()::start);
    Parallel.each(all, parts.proxies()::awaitReady);
  }

  private void onboard() {
    Onboarding onboarding = new Onboarding(site, parts);
    boolean fresh = onboarding.adminToken();
    if (onboarding.provisionerToken(fresh)) {
      // They read their token when they start.
      Parallel.each(Datacenter.all(), parts.provisioners()::stop);
    }
    int registered = onboarding.machines();
    if (registered > 0) {
      progress.detail("%d machines registered in pool %s".formatted(registered, Onboarding.POOL));
    }
    String changed = onboarding.catalogue();
    progress.detail(changed);
  }

  private void provisioners(List<Datacenter> all) {
    all.forEach(datacenter -> parts.provisioners().renew(datacenter, progress));
    Parallel.each(all, parts.provisioners()::start);
    Parallel.each(all, parts.provisioners()::awaitReady);
  }

  private void global() {
    global.start();
    global.awaitReady();
  }
}
