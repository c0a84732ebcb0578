package io.cooperage.server;

import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.server.access.AuthFeature;
import io.cooperage.server.access.Authenticator;
import io.cooperage.server.access.CallerParameter;
import io.cooperage.server.access.Logins;
import io.cooperage.server.access.TokenUses;
import io.cooperage.server.audit.AuditChain;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.audit.AuditResource;
import io.cooperage.server.datacenter.DatacenterResource;
import io.cooperage.server.datacenter.DatacenterService;
import io.cooperage.server.datacenter.DatacenterWatch;
import io.cooperage.server.datacenter.LocalQuorum;
import io.cooperage.server.datacenter.LossDriver;
import io.cooperage.server.datacenter.Membership;
import io.cooperage.server.datacenter.RescueDriver;
import io.cooperage.server.datacenter.Takeover;
import io.cooperage.server.driver.Courtesy;
import io.cooperage.server.driver.Driver;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.driver.LeasedDrivers;
import io.cooperage.server.event.EventFeed;
import io.cooperage.server.event.EventPurge;
import io.cooperage.server.event.EventResource;
import io.cooperage.server.event.EventSequencer;
import io.cooperage.server.event.EventStreamFilter;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.health.HealthResource;
import io.cooperage.server.health.MetricsResource;
import io.cooperage.server.health.ServerHealth;
import io.cooperage.server.health.WarmUp;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.idempotency.IdempotencyPurge;
import io.cooperage.server.oidc.OidcLogins;
import io.cooperage.server.secret.SecretRoom;
import io.cooperage.server.tenant.TenantResource;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.tenant.TokenResource;
import io.cooperage.server.tenant.TokenService;
import io.cooperage.server.web.OpenApiResource;
import io.cooperage.server.web.ProblemWriter;
import io.cooperage.server.web.WebRoom;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.eclipse.jetty.server.Request;
import org.jdbi.v3.core.Handle;

/** Rooms web, access, tenant, idempotency, audit, event, datacenter and health. */
final class FoundationWiring {
  private static final Duration SEQUENCE = Duration.ofMillis(100);
  private static final Duration PURGE = Duration.ofMinutes(1);
  private static final Duration EVENT_PURGE = Duration.ofSeconds(10);
  private static final Duration TOKEN_USE = Duration.ofSeconds(10);
  private static final Duration CHAIN = Duration.ofSeconds(1);
  private static final Duration RESCUE = Duration.ofSeconds(2);

  private final ServerConfiguration configuration;
  private final Environment environment;
  private final Clock clock = Clock.systemUTC();
  private final Membership.Self self;
  private final Database database;
  private final LocalQuorum quorum;
  private final Membership membership;
  private final DatacenterWatch watch;
  private final ServerHealth health;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Idempotency idempotency;
  private final TenantService tenants = new TenantService();
  private final SecretRoom secrets;
  private final Drivers keepers;
  private final Drivers drivers;
  private final LeasedDrivers leased;
  private final DatacenterService datacenters;
  private final Courtesy courtesy;

  FoundationWiring(ServerConfiguration configuration, Environment environment) throws Exception {
    this.configuration = configuration;
    this.environment = environment;
    this.self = ServerIdentity.of(configuration);
    this.database = new Database(configuration, environment.metrics());
    environment.lifecycle().manage(new Closing(database));
    String dc = self.datacenter();
    this.audit = new AuditLog(database.ids(), clock, dc);
    this.outbox = new Outbox(database.ids(), clock, dc);
    this.idempotency = new Idempotency(database.transactions(), clock);
    this.secrets =
        new SecretRoom(configuration.secrets().ring(), database.keeper(), dc + "/" + self.server());
    this.membership = membership();
    this.watch =
        new DatacenterWatch(
            dc, membership, database.leases(), database.keeperReads(), lease(), System::nanoTime);
    this.health = new ServerHealth(database.monitor(), membership, watch);
    this.datacenters =
        new DatacenterService(
            watch, database.transactions(), database.reads(), audit, outbox, clock);
    this.keepers = new Drivers(executor("keeper-%d", 2));
    this.drivers = new Drivers(executor("driver-%d", 4), watch::mayAct);
    this.leased = new LeasedDrivers(drivers, database.leases(), holder());
    this.quorum =
        LocalQuorum.start(
            configuration.zookeeper().quorum(),
            configuration.zookeeper().sessionTimeout().toJavaDuration(),
            dc,
            self.server(),
            executor("wake-%d", 1));
    environment.lifecycle().manage(new Closing(quorum));
    join();
    this.courtesy = new Courtesy(installResources());
  }

  Foundation foundation() {
    return new Foundation(
        configuration,
        environment,
        clock,
        database.transactions(),
        database.reads(),
        database.workers(),
        database.workerReads(),
        database.ids(),
        audit,
        outbox,
        idempotency,
        tenants,
        secrets.secrets(),
        watch,
        quorum,
        quorum,
        drivers,
        leased,
        courtesy,
        quorum.client());
  }

  /**
   * Last step: what needs the rooms above, and the start of all drivers.
   *
   * @param wanted the position up to which all have their events who have a right to them
   */
  void installDrivers(
      Takeover takeover, WarmUp.Rehearsal rehearsal, Function<Handle, OptionalLong> wanted) {
    Duration beat = configuration.leases().beat().toJavaDuration();
    RescueDriver rescue = new RescueDriver(watch, datacenters, takeover);
    Driver rescues = drivers.every("datacenter-rescue", RESCUE, quorum::isLeader, rescue::tick);
    LossDriver losses =
        new LossDriver(
            watch,
            database.keeper(),
            database.leases(),
            outbox,
            clock,
            configuration.ids().incrementBy(),
            rescues::nudge);
    keepers.every("membership", beat, membership::joinOrBeat);
    keepers.every("datacenter-watch", beat.dividedBy(2), losses::tick);
    keepers.onIdle(membership::leave);
    AuditChain chain =
        new AuditChain(database.transactions(), database.reads(), clock, self.datacenter());
    drivers.every("audit-chain", CHAIN, quorum::isLeader, chain::tick).yieldingBy(courtesy);
    leased.every("event-sequencer", SEQUENCE, beat, sequencer()::tick);
    leased.every("idempotency-purge", PURGE, PURGE, purge()::tick);
    leased.every("event-purge", EVENT_PURGE, PURGE, eventPurge(wanted)::tick);
    environment
        .lifecycle()
        .addServerLifecycleListener(
            new Shutdown(health, List.of(drivers, keepers), configuration.shutdown()));
    environment
        .lifecycle()
        .addServerLifecycleListener(new WarmUp(health, rehearsal, configuration.warmUp()));
    environment.lifecycle().manage(new Starting(keepers, drivers));
  }

  private LeaseHolder holder() {
    return new LeaseHolder(
        self.datacenter() + "/" + self.server(), self.datacenter(), self.address());
  }

  private EventSequencer sequencer() {
    return new EventSequencer(database.keeper(), database.keeperReads());
  }

  private EventPurge eventPurge(Function<Handle, OptionalLong> wanted) {
    return new EventPurge(
        database.transactions(), database.reads(), configuration.events(), wanted, clock);
  }

  private IdempotencyPurge purge() {
    return new IdempotencyPurge(database.transactions(), clock);
  }

  private Membership membership() {
    return new Membership(
        self,
        database.keeper(),
        database.leases(),
        outbox,
        clock,
        lease(),
        configuration.leases().margin().toJavaDuration(),
        this::verify);
  }

  /** What must hold before this server takes part. */
  private void verify() {
    database.migrations().verify();
    secrets.verify();
  }

  /** At once if the node is there, so that a wrong configuration stops the start; else later. */
  private void join() {
    if (database.monitor().current().usable()) {
      membership.joinOrBeat();
    }
  }

  /**
   * @return how many requests of users are being worked on
   */
  private IntSupplier installResources() {
    JerseyEnvironment jersey = environment.jersey();
    TokenUses uses = new TokenUses(database.transactions(), database.reads());
    drivers.every("token-use", TOKEN_USE, uses::tick);
    Logins logins = configuration.oidc().<Logins>map(OidcLogins::new).orElse(Logins.NONE);
    Authenticator authenticator = new Authenticator(database.reads(), uses, logins, clock);
    IntSupplier inFlight =
        WebRoom.install(jersey, self.datacenter(), health, configuration.web().limits());
    Request.Handler refusals = WebRoom.containerErrors(self.datacenter());
    environment.getApplicationContext().setErrorHandler(refusals);
    environment.lifecycle().addServerLifecycleListener(server -> server.setErrorHandler(refusals));
    jersey.register(
        new AuthFeature(
            authenticator, new Authenticator(database.workerReads(), uses, Logins.NONE, clock)));
    jersey.register(new CallerParameter.Binder());
    jersey.register(new OpenApiResource());
    jersey.register(new TenantResource(tenants, database.reads(), idempotency, audit, outbox));
    jersey.register(
        new TokenResource(
            new TokenService(tenants, audit, clock),
            database.transactions(),
            database.reads(),
            idempotency));
    jersey.register(new AuditResource(database.reads()));
    jersey.register(new DatacenterResource(datacenters, idempotency));
    jersey.register(
        new HealthResource(health, database.monitor(), membership, watch, quorum, self.server()));
    jersey.register(new MetricsResource(environment.metrics()));
    installEvents(authenticator);
    return inFlight;
  }

  private void installEvents(Authenticator authenticator) {
    EventFeed feed = new EventFeed(database.reads(), configuration.events());
    environment.jersey().register(new EventResource(feed));
    keepers.every("event-feed", EventFeed.INTERVAL, feed::tick);
    keepers.onStopClaiming(feed::close);
    environment
        .servlets()
        .addFilter(
            "event-stream",
            new EventStreamFilter(
                feed, authenticator, health, new ProblemWriter(self.datacenter())))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/v3/events");
  }

  private Duration lease() {
    return configuration.leases().lease().toJavaDuration();
  }

  private ScheduledExecutorService executor(String name, int threads) {
    return environment
        .lifecycle()
        .scheduledExecutorService(name, true)
        .threads(threads)
        .removeOnCancelPolicy(true)
        .build();
  }
}
