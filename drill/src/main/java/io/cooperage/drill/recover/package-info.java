/**
 * The command {@code cooperage galera}: {@code recover} brings the lab's databases back after a
 * total blackout, {@code watch} is the watchdog beside a database node.
 */
package io.cooperage.drill.recover;
