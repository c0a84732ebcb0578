package io.cooperage.server.cluster;

import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.HardwareType;
import io.cooperage.api.catalog.ImageType;
import io.cooperage.api.catalog.Provider;
import io.cooperage.api.catalog.ProviderFields;
import io.cooperage.api.catalog.Service;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.catalog.CatalogEntity;
import io.cooperage.server.catalog.CatalogService;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What the catalogue has for clusters that are there. Thread-safe. */
final class CatalogSource implements SpecSource {
  private final Reads reads;
  private final CatalogService catalog;

  CatalogSource(Reads reads, CatalogService catalog) {
    this.reads = reads;
    this.catalog = catalog;
  }

  @Override
  public Latest latest(Present present, Collection<String> services) {
    return reads.run(
        "cluster.sources", Consistency.strong(), handle -> latest(handle, present, services));
  }

  @Override
  public Renewed renewed(Present present) {
    String tenant = present.cluster().tenant();
    return reads.run(
        "cluster.renew",
        Consistency.strong(),
        handle ->
            new Renewed(
                catalog.template(handle, tenant, present.cluster().template()),
                catalog
                    .find(handle, tenant, EntityKind.PROVIDER, present.spec().provider().name())
                    .map(CatalogSource::provider),
                latest(handle, present, present.spec().services().keySet())));
  }

  private static ClusterSpec.ProviderSpec provider(CatalogEntity entity) {
    Provider provider = entity.as(Provider.class);
    return new ClusterSpec.ProviderSpec(
        provider.name(),
        entity.version(),
        provider.providertype(),
        provider.provisioner(),
        provider.workerLabels());
  }

  private Latest latest(Handle handle, Present present, Collection<String> names) {
    String tenant = present.cluster().tenant();
    String provider = present.spec().provider().name();
    Map<String, ClusterSpec.ServiceSpec> services = new LinkedHashMap<>();
    for (String name : names) {
      catalog
          .find(handle, tenant, EntityKind.SERVICE, name)
          .ifPresent(
              found ->
                  services.put(
                      name, new ClusterSpec.ServiceSpec(found.version(), found.as(Service.class))));
    }
    Map<String, ClusterSpec.TypeSpec> hardware = new LinkedHashMap<>();
    for (CatalogEntity type : catalog.all(handle, tenant, EntityKind.HARDWARETYPE)) {
      put(hardware, type, type.as(HardwareType.class).providermap(), provider);
    }
    Map<String, ClusterSpec.TypeSpec> images = new LinkedHashMap<>();
    for (CatalogEntity type : catalog.all(handle, tenant, EntityKind.IMAGETYPE)) {
      put(images, type, type.as(ImageType.class).providermap(), provider);
    }
    return new Latest(services, hardware, images);
  }

  private static void put(
      Map<String, ClusterSpec.TypeSpec> types,
      CatalogEntity entity,
      Map<String, ProviderFields> providers,
      String provider) {
    if (providers.containsKey(provider)) {
      types.put(
          entity.name(),
          new ClusterSpec.TypeSpec(entity.version(), providers.get(provider).values()));
    }
  }

  /** The types of a spec as documents, for the solver. */
  static List<HardwareType> hardware(String provider, Map<String, ClusterSpec.TypeSpec> types) {
    return types.entrySet().stream()
        .map(type -> new HardwareType(type.getKey(), "", "", "", only(provider, type.getValue())))
        .toList();
  }

  /** The same for images. */
  static List<ImageType> images(String provider, Map<String, ClusterSpec.TypeSpec> types) {
    return types.entrySet().stream()
        .map(type -> new ImageType(type.getKey(), "", "", "", only(provider, type.getValue())))
        .toList();
  }

  private static Map<String, ProviderFields> only(String provider, ClusterSpec.TypeSpec type) {
    return Map.of(provider, new ProviderFields(type.fields()));
  }
}
