package io.cooperage.drill.lab;

import java.net.URI;

/** The file {@code .lab/env}, which a shell reads to know how to reach the lab. */
final class LabEnvironment {

  private LabEnvironment() {}

  static URI url(LabAddresses addresses, Datacenter datacenter) {
    return URI.create(
        "http://%s:%d".formatted(addresses.address(datacenter), LabAddresses.PROXY_PORT));
  }

  static void write(LabSite site, String globalUrl) {
    StringBuilder text = new StringBuilder();
    text.append("export COOPERAGE_URL=").append(globalUrl).append('\n');
    text.append("export COOPERAGE_TOKEN=")
        .append(site.secrets().find(Secrets.Word.ADMIN_TOKEN).orElse(""))
        .append('\n');
    for (Datacenter datacenter : Datacenter.all()) {
      text.append("export DC%d_URL=".formatted(datacenter.number()))
          .append(url(site.addresses(), datacenter))
          .append('\n');
    }
    text.append("export LAB_INDEX=").append(site.addresses().index()).append('\n');
    LabDirectory.writePrivate(site.directory().env(), text.toString());
  }
}
