package io.cooperage.drill.lab;

import java.util.List;
import java.util.stream.IntStream;

/** One of the lab's datacenters, counted from 1. */
public record Datacenter(int number) {

  /** How many datacenters a lab has. */
  public static final int COUNT = 3;

  /** Refuses numbers that no datacenter has. */
  public Datacenter {
    if (number < 1 || number > COUNT) {
      throw new IllegalArgumentException(
          "There is no datacenter dc%d: the lab has dc1 to dc%d.".formatted(number, COUNT));
    }
  }

  /** All datacenters in order. */
  public static List<Datacenter> all() {
    return IntStream.rangeClosed(1, COUNT).mapToObj(Datacenter::new).toList();
  }

  /**
   * The datacenter with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Datacenter named(String name) {
    return all().stream()
        .filter(datacenter -> datacenter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no datacenter %s: the lab has dc1 to dc%d.".formatted(name, COUNT)));
  }

  /** The name, as it stands in configurations: dc1. */
  public String name() {
    return "dc" + number;
  }

  /** The datacenters besides this one. */
  public List<Datacenter> others() {
    return all().stream().filter(other -> !other.equals(this)).toList();
  }

  @Override
  public String toString() {
    return name();
  }
}
