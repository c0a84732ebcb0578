package io.cooperage.drill.remote;

import io.cooperage.drill.fault.Injection;
import java.util.Collection;
import java.util.List;

/** A fault that was injected into hosts, healed from here or by their dead men. */
final class RemoteInjection implements Injection {

  private final RemoteFaultSite site;
  private final int number;
  private final String what;
  private final List<SiteHost> hosts;

  RemoteInjection(RemoteFaultSite site, int number, String what, Collection<SiteHost> hosts) {
    this.site = site;
    this.number = number;
    this.what = what;
    this.hosts = List.copyOf(hosts);
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public synchronized void heal() {
    site.heal(number, hosts);
  }

  @Override
  public boolean standing() {
    return site.stands(number, what, hosts);
  }
}
