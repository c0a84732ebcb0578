package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A drain of real datacenters. The API is asked from a host of the datacenter, since its dead man
 * has to ask for the return from there; so the host holds the token for as long as the fault
 * stands, where only root reads it.
 */
final class DrainFault {

  private final Site site;

  DrainFault(Site site) {
    this.site = site;
  }

  Map<SiteHost, HostFault> plan(FaultSpec spec) {
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    for (String target : spec.targets()) {
      faults.put(site.hosts(target).get(0), fault(target));
    }
    return faults;
  }

  private HostFault fault(String target) {
    String url = site.api().orElseThrow().toString().replaceAll("/$", "") + "/v3/datacenters";
    List<String> check = new ArrayList<>();
    check.add("need curl curl");
    check.add(
        "printf '%%s\\n' %s > \"$fault/headers\""
            .formatted(Shell.quote("Authorization: Bearer " + site.token().orElseThrow())));
    site.certificates()
        .ifPresent(
            certificates ->
                check.add(
                    "printf %%s %s > \"$fault/ca.pem\"".formatted(Shell.quote(certificates))));
    check.add(
        "why=$(ask GET %s 2>&1) || refuse \"it does not reach the API: $why\""
            .formatted(Shell.quote(url)));
    return HostFault.of(check, asking(url, target, "drain"), asking(url, target, "undrain"));
  }

  private static String asking(String url, String target, String what) {
    return "ask POST %s > /dev/null".formatted(Shell.quote(url + "/" + target + "/" + what));
  }
}
