package io.cooperage.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The configuration file of a server; docs/reference/configuration.md explains every key. */
public final class ServerConfiguration extends Configuration {
  @Valid @NotNull private final DatacenterConfig datacenter;
  @Valid @NotNull private final IdsConfig ids;
  @Valid @NotNull private final DatabaseConfig database;
  @Valid @NotNull private final ZooKeeperConfig zookeeper;
  @Valid @NotNull private final LeasesConfig leases;
  @Valid @NotNull private final WebConfig web;

  @JsonCreator
  public ServerConfiguration(
      @JsonProperty("datacenter") DatacenterConfig datacenter,
      @JsonProperty("ids") IdsConfig ids,
      @JsonProperty("database") DatabaseConfig database,
      @JsonProperty("zookeeper") ZooKeeperConfig zookeeper,
      @JsonProperty("leases") LeasesConfig leases,
      @JsonProperty("web") WebConfig web) {
    this.datacenter = datacenter;
    this.ids = ids;
    this.database = database;
    this.zookeeper = zookeeper;
    this.leases = leases == null ? LeasesConfig.defaults() : leases;
    this.web = web == null ? WebConfig.defaults() : web;
  }

  public DatacenterConfig datacenter() {
    return datacenter;
  }

  public IdsConfig ids() {
    return ids;
  }

  public DatabaseConfig database() {
    return database;
  }

  public ZooKeeperConfig zookeeper() {
    return zookeeper;
  }

  public LeasesConfig leases() {
    return leases;
  }

  public WebConfig web() {
    return web;
  }
}
