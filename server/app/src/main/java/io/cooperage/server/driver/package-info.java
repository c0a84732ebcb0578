/** Periodic work: named, timed, allowed anew at each tick, stopped in two phases. */
package io.cooperage.server.driver;
