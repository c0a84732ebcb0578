package io.cooperage.drill.lab;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a datacenter of the lab consists of, in the order in which it starts. */
public enum Component {
  MACHINES,
  GALERA,
  WATCHDOG,
  ZOOKEEPER,
  SERVER,
  HAPROXY,
  PROVISIONER;

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The whole datacenter. */
  public static Set<Component> everything() {
    return EnumSet.allOf(Component.class);
  }
}
