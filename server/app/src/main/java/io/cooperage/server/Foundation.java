package io.cooperage.server;

import io.cooperage.galera.ids.IdAllocator;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.driver.Courtesy;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.driver.LeasedDrivers;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.secret.Secrets;
import io.cooperage.server.tenant.TenantService;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.apache.curator.framework.CuratorFramework;

/**
 * What the rooms above the foundation are built from. Resources are registered with {@code
 * environment.jersey()}, periodic work with {@code drivers}, executors with {@code
 * environment.lifecycle()}.
 *
 * @param workerTransactions on the connections that are kept for workers
 * @param workerReads likewise
 * @param zookeeper always there; whether it is connected is another matter
 */
record Foundation(
    ServerConfiguration configuration,
    Environment environment,
    Clock clock,
    Transactions transactions,
    Reads reads,
    Transactions workerTransactions,
    Reads workerReads,
    IdAllocator ids,
    AuditLog audit,
    Outbox outbox,
    Idempotency idempotency,
    TenantService tenants,
    Secrets secrets,
    Datacenters datacenters,
    Leadership leadership,
    WakeUps wakeUps,
    Drivers drivers,
    LeasedDrivers leased,
    Courtesy courtesy,
    CuratorFramework zookeeper) {}
