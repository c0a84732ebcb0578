/**
 * The life of a worker: its session with the servers, the lease that comes with it, taking tasks
 * for free capacity, running them, posting what came of them, and the journal of all that.
 */
package io.cooperage.provisioner.worker;
