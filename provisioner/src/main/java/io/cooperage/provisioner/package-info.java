/**
 * The worker process: reads its configuration, opens the plugins, takes tasks from the servers of
 * its datacenter and runs them. It keeps no state but a cache and a journal.
 */
package io.cooperage.provisioner;
