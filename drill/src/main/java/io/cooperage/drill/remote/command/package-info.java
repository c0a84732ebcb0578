/** The subcommands {@code cooperage site …}: arguments in, words out, no knowledge of their own. */
package io.cooperage.drill.remote.command;
