/** The command {@code cooperage galera recover}: the lab's databases after a total blackout. */
package io.cooperage.drill.recover;
