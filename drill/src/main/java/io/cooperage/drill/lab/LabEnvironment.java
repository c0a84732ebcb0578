package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** The file {@code .lab/env}, which a shell reads to know how to reach the lab. */
final class LabEnvironment {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

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
    give(site.directory().env(), System.getenv());
  }

  /** Makes a file that of whoever called sudo, if it was called: only its owner can read it. */
  static void give(Path file, Map<String, String> environment) {
    String user = environment.getOrDefault("SUDO_UID", "");
    String group = environment.getOrDefault("SUDO_GID", "");
    if (!NUMBER.matcher(user).matches() || !NUMBER.matcher(group).matches()) {
      return;
    }
    try {
      Files.setAttribute(file, "unix:uid", Integer.valueOf(user));
      Files.setAttribute(file, "unix:gid", Integer.valueOf(group));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
