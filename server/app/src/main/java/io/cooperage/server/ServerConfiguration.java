package io.cooperage.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.cooperage.server.cluster.ClusterConfig;
import io.cooperage.server.event.EventConfig;
import io.cooperage.server.health.WarmUpConfig;
import io.cooperage.server.job.JobConfig;
import io.cooperage.server.oidc.OidcConfig;
import io.cooperage.server.secret.SecretConfig;
import io.cooperage.server.webhook.WebhookConfig;
import io.cooperage.server.worker.WorkerConfig;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/** The configuration file of a server; docs/reference/configuration.md explains every key. */
public final class ServerConfiguration extends Configuration {
  @Valid
  @NotNull(message = "is missing, see docs/reference/configuration.md")
  private final DatacenterConfig datacenter;

  @Valid
  @NotNull(message = "is missing, see docs/reference/configuration.md")
  private final IdsConfig ids;

  @Valid
  @NotNull(message = "is missing, see docs/reference/configuration.md")
  private final DatabaseSettings database;

  @Valid
  @NotNull(message = "is missing, see docs/reference/configuration.md")
  private final ZooKeeperConfig zookeeper;

  @Valid
  @NotNull(message = "is missing, see docs/reference/configuration.md")
  private final SecretConfig secrets;

  @Valid @NotNull private final LeasesConfig leases;
  @Valid @NotNull private final WebConfig web;
  @Valid @NotNull private final WarmUpConfig warmUp;
  @Valid @NotNull private final ShutdownConfig shutdown;
  @Valid @NotNull private final JobConfig jobs;
  @Valid @NotNull private final WorkerConfig workers;
  @Valid @NotNull private final ClusterConfig clusters;
  @Valid @NotNull private final EventConfig events;
  @Valid @NotNull private final WebhookConfig webhooks;
  @Valid private final OidcConfig oidc;

  @JsonCreator
  public ServerConfiguration(
      @JsonProperty("datacenter") DatacenterConfig datacenter,
      @JsonProperty("ids") IdsConfig ids,
      @JsonProperty("database") DatabaseSettings database,
      @JsonProperty("zookeeper") ZooKeeperConfig zookeeper,
      @JsonProperty("secrets") SecretConfig secrets,
      @JsonProperty("leases") LeasesConfig leases,
      @JsonProperty("web") WebConfig web,
      @JsonProperty("warmUp") WarmUpConfig warmUp,
      @JsonProperty("shutdown") ShutdownConfig shutdown,
      @JsonProperty("jobs") JobConfig jobs,
      @JsonProperty("workers") WorkerConfig workers,
      @JsonProperty("clusters") ClusterConfig clusters,
      @JsonProperty("events") EventConfig events,
      @JsonProperty("webhooks") WebhookConfig webhooks,
      @JsonProperty("oidc") OidcConfig oidc) {
    this.datacenter = datacenter;
    this.ids = ids;
    this.database = database;
    this.zookeeper = zookeeper;
    this.secrets = secrets;
    this.leases = leases == null ? LeasesConfig.defaults() : leases;
    this.web = web == null ? WebConfig.defaults() : web;
    this.warmUp = warmUp == null ? WarmUpConfig.defaults() : warmUp;
    this.shutdown = shutdown == null ? ShutdownConfig.defaults() : shutdown;
    this.jobs = jobs == null ? JobConfig.defaults() : jobs;
    this.oidc = oidc;
    this.workers = workers == null ? WorkerConfig.defaults() : workers;
    this.clusters = clusters == null ? ClusterConfig.defaults() : clusters;
    this.events = events == null ? EventConfig.defaults() : events;
    this.webhooks = webhooks == null ? WebhookConfig.defaults() : webhooks;
  }

  /** A worker may have been heard up to one beat of its servers later than those. */
  @AssertTrue(
      message =
          "workers.lease must not be longer than leases.lease - leases.beat + jobs.revokeGrace, or"
              + " tasks of a lost datacenter begin elsewhere while its workers still run them: raise"
              + " jobs.revokeGrace or lower workers.lease")
  public boolean isTakeoverLateEnough() {
    return leases.lease().toMilliseconds()
            - leases.beat().toMilliseconds()
            + jobs.revokeGrace().toMilliseconds()
        >= workers.lease().toMilliseconds();
  }

  public DatacenterConfig datacenter() {
    return datacenter;
  }

  public IdsConfig ids() {
    return ids;
  }

  public DatabaseSettings database() {
    return database;
  }

  public ZooKeeperConfig zookeeper() {
    return zookeeper;
  }

  public SecretConfig secrets() {
    return secrets;
  }

  public LeasesConfig leases() {
    return leases;
  }

  public WebConfig web() {
    return web;
  }

  public WarmUpConfig warmUp() {
    return warmUp;
  }

  public ShutdownConfig shutdown() {
    return shutdown;
  }

  public JobConfig jobs() {
    return jobs;
  }

  /** Empty: nobody logs in, there are API tokens only. */
  public Optional<OidcConfig> oidc() {
    return Optional.ofNullable(oidc);
  }

  public WorkerConfig workers() {
    return workers;
  }

  public ClusterConfig clusters() {
    return clusters;
  }

  public EventConfig events() {
    return events;
  }

  public WebhookConfig webhooks() {
    return webhooks;
  }
}
