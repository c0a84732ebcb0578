package io.cooperage.drill.remote;

import java.util.List;

/**
 * What a fault is on one host: shell commands, run as root with the functions of {@code
 * functions.sh}.
 *
 * @param check refuses what this host cannot do, and writes down what it finds
 * @param prepare what takes time and does not hurt yet, when the dead man is armed
 * @param inject breaks
 * @param undo heals; may be run again and again, wherever the others broke off
 */
record HostFault(List<String> check, List<String> prepare, List<String> inject, List<String> undo) {

  /** A fault that needs no preparation. */
  static HostFault of(List<String> check, String inject, String undo) {
    return new HostFault(check, List.of(), List.of(inject), List.of(undo));
  }
}
