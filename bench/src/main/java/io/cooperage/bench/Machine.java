package io.cooperage.bench;

/**
 * Where a run was.
 *
 * @param loadBefore the load average over a minute, before anything was measured
 */
public record Machine(
    int processors,
    String processor,
    long memoryMebibytes,
    String kernel,
    String java,
    String mariadb,
    double loadBefore) {

  String inWords() {
    return "%d × %s, %s GiB, Linux %s, JDK %s, MariaDB %s, load before %s"
        .formatted(
            processors,
            processor,
            Numbers.value(memoryMebibytes / 1024.0),
            kernel,
            java,
            mariadb,
            Numbers.value(loadBefore));
  }
}
