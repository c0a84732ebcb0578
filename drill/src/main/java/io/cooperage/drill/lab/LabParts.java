package io.cooperage.drill.lab;

import java.util.List;
import java.util.Set;

/** The parts of a lab, in the order in which they start. */
final class LabParts {

  private final Machines machines;
  private final GaleraNodes galera;
  private final Watchdogs watchdogs;
  private final ZooKeeperNodes zooKeepers;
  private final Servers servers;
  private final DatacenterProxies proxies;
  private final Provisioners provisioners;

  LabParts(LabSite site) {
    machines = new Machines(site);
    galera = new GaleraNodes(site);
    watchdogs = new Watchdogs(site);
    zooKeepers = new ZooKeeperNodes(site);
    servers = new Servers(site);
    proxies = new DatacenterProxies(site);
    provisioners = new Provisioners(site);
  }

  Machines machines() {
    return machines;
  }

  GaleraNodes galera() {
    return galera;
  }

  Watchdogs watchdogs() {
    return watchdogs;
  }

  ZooKeeperNodes zooKeepers() {
    return zooKeepers;
  }

  Servers servers() {
    return servers;
  }

  DatacenterProxies proxies() {
    return proxies;
  }

  Provisioners provisioners() {
    return provisioners;
  }

  List<Part> all() {
    return List.of(machines, galera, watchdogs, zooKeepers, servers, proxies, provisioners);
  }

  List<Part> of(Set<Component> components) {
    return all().stream().filter(part -> components.contains(part.component())).toList();
  }
}
