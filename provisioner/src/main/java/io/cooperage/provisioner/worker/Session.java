package io.cooperage.provisioner.worker;

import java.time.Duration;

/**
 * A registration of this worker. A task belongs to the session under which it was taken, and ends
 * with it, even when the worker has got another one since. {@code deadMan}: see {@link
 * io.cooperage.provisioner.plugin.PluginTask}.
 */
record Session(String id, String datacenter, Duration heartbeat, Duration deadMan, Lease lease) {}
