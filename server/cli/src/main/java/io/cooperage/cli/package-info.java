/** The command {@code cooperage}: one subcommand per noun of the API, and those of providers. */
package io.cooperage.cli;
