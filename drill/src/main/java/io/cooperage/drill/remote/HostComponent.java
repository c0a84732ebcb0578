package io.cooperage.drill.remote;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may run on a host, by the names that it has in the lab, and as which units by default. */
enum HostComponent {
  MACHINES,
  GALERA,
  WATCHDOG,
  ZOOKEEPER,
  SERVER,
  HAPROXY,
  PROVISIONER;

  /** The units of a host that says nothing else; none where no default would be right. */
  List<String> units() {
    return switch (this) {
      case MACHINES -> List.of();
      case GALERA -> List.of("mariadb.service");
      case WATCHDOG -> List.of("cooperage-watchdog.service");
      case ZOOKEEPER -> List.of("zookeeper.service");
      case SERVER -> List.of("cooperage-server@1.service");
      case HAPROXY -> List.of("haproxy.service");
      case PROVISIONER -> List.of("cooperage-provisioner.service");
    };
  }

  /** The name in site files and on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The component with this name.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  static HostComponent named(String word) {
    return Arrays.stream(values())
        .filter(component -> component.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no component %s; there are %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(HostComponent::word)
                                .collect(Collectors.joining(", ")))));
  }
}
