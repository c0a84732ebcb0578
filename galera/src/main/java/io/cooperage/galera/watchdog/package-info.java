/**
 * A watchdog beside a database node: a canary commit every second, evidence of who is to blame when
 * it is late, and the end of a node that holds everybody up because its disk hangs. What is decided
 * is decided by {@link io.cooperage.galera.watchdog.Judge}, a function of what was seen.
 */
package io.cooperage.galera.watchdog;
