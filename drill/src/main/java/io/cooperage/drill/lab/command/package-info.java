/** The subcommands {@code cooperage lab …}: arguments in, words out, no knowledge of their own. */
package io.cooperage.drill.lab.command;
