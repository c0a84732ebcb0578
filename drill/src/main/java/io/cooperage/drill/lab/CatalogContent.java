package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Brings the checkout's own catalogue, with the plugins' resources, into the installation. */
final class CatalogContent {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final LabSite site;

  CatalogContent(LabSite site) {
    this.site = site;
  }

  void bringIn(Progress progress) {
    Path content = site.programs().checkout().resolve("catalog");
    Path command = site.programs().checkout().resolve("bin/cooperage");
    if (!Files.isDirectory(content)) {
      progress.detail("no directory catalog/ in this checkout, so nothing to import");
      return;
    }
    Command.of(
            "env",
            "COOPERAGE_URL=http://%s:%d"
                .formatted(site.addresses().address(new Datacenter(1)), LabAddresses.PROXY_PORT),
            "COOPERAGE_TOKEN_FILE=" + site.secrets().file(Secrets.Word.ADMIN_TOKEN),
            command.toString(),
            "catalog",
            "load",
            content.toString())
        .within(LIMIT)
        .run();
    progress.detail("catalogue imported");
  }
}
