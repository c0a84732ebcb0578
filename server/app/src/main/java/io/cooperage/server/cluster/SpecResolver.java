package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.catalog.CatalogDocument;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.HardwareType;
import io.cooperage.api.catalog.ImageType;
import io.cooperage.api.catalog.Provider;
import io.cooperage.api.catalog.ProviderFields;
import io.cooperage.api.catalog.Service;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.catalog.CatalogEntity;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.catalog.MergedTemplate;
import io.cooperage.server.layout.LayoutAnswer;
import io.cooperage.server.layout.LayoutProblem;
import io.cooperage.server.layout.LayoutProblems;
import io.cooperage.server.layout.LayoutSolution;
import io.cooperage.server.layout.Solver;
import io.cooperage.server.layout.Undecided;
import io.cooperage.server.layout.Unsatisfiable;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Turns a request into the spec of a cluster: reads the documents in one transaction, solves the
 * layout after it, so that a hard one holds no connection, and merges the configuration. What was
 * solved or refused is remembered until the catalogue changes. Thread-safe.
 */
final class SpecResolver {
  private final Reads reads;
  private final CatalogService catalog;
  private final Solver solver;
  private final SpecAnswers<Solved> answers = new SpecAnswers<>();
  private final Map<String, String> stamps = new ConcurrentHashMap<>();

  /** The documents that a spec is made from. */
  private record Material(
      SpecAnswers.Question question,
      MergedTemplate template,
      CatalogEntity provider,
      Map<String, CatalogEntity> services,
      Map<String, CatalogEntity> hardware,
      Map<String, CatalogEntity> images,
      SpecTypes types) {
    Set<String> names() {
      return question.services().orElse(template.template().defaults().services());
    }

    Optional<String> hardwaretype() {
      return question.hardwaretype().or(() -> template.template().defaults().hardwaretype());
    }

    Optional<String> imagetype() {
      return question.imagetype().or(() -> template.template().defaults().imagetype());
    }
  }

  /** An answer that is there, or has still to be worked out from what was read. */
  private record Found(String catalogStamp, Supplier<Solved> solved) {}

  /** What is the same for all requests that ask the same. */
  private record Solved(ClusterSpec spec, Optional<Parameters> providerType) {}

  /**
   * A spec and the state of the catalogue that it was made from.
   *
   * @param sensitive fields of the provider that stand in it in plain text and must not stay so
   */
  record Answer(ClusterSpec spec, Set<String> sensitive, String catalogStamp) {}

  SpecResolver(Reads reads, CatalogService catalog, Solver solver) {
    this.reads = reads;
    this.catalog = catalog;
    this.solver = solver;
  }

  /**
   * @throws ProblemException INVALID_REQUEST for names that do not exist, UNSATISFIABLE with the
   *     constraints that cannot hold together
   */
  Answer resolve(Consistency consistency, String tenant, ClusterCreateRequest request) {
    Found found =
        reads.run("cluster.resolve", consistency, handle -> find(handle, tenant, request));
    return answer(found.catalogStamp(), found.solved().get(), request);
  }

  /**
   * The answer for the catalogue as this server has last seen it, without asking the database; to
   * be trusted only where it {@link #isCurrent}. Empty if it is not known.
   *
   * @throws ProblemException if the answer is a refusal
   */
  Optional<Answer> recall(String tenant, ClusterCreateRequest request) {
    return Optional.ofNullable(stamps.get(tenant))
        .flatMap(
            stamp ->
                answers
                    .find(question(tenant, stamp, request))
                    .map(solved -> answer(stamp, solved.get(), request)));
  }

  private static Answer answer(String stamp, Solved solved, ClusterCreateRequest request) {
    ToldFields.Told told =
        ToldFields.provider(
            solved.spec(), solved.providerType(), request.providerFields().orElse(Map.of()));
    ClusterSpec spec = told.spec();
    JsonNode config =
        request.config().map(own -> ConfigOverlay.of(spec.config(), own)).orElse(spec.config());
    return new Answer(
        spec.withConfig(config, request.dnsSuffix().orElse(spec.dnsSuffix())),
        told.sensitive(),
        stamp);
  }

  /** Whether the catalogue is, as far as this node knows, as it was when it had {@code stamp}. */
  boolean isCurrent(String tenant, String stamp) {
    return reads.run(
        "catalog.stamp", Consistency.local(), handle -> isCurrent(handle, tenant, stamp));
  }

  /** The same in the caller's transaction. */
  boolean isCurrent(Handle handle, String tenant, String stamp) {
    return catalog.stamp(handle, tenant).equals(stamp);
  }

  private Found find(Handle handle, String tenant, ClusterCreateRequest request) {
    String stamp = catalog.stamp(handle, tenant);
    stamps.put(tenant, stamp);
    SpecAnswers.Question question = question(tenant, stamp, request);
    Optional<Supplier<Solved>> known = answers.find(question);
    if (known.isPresent()) {
      return new Found(stamp, known.get());
    }
    Material material = read(handle, question);
    return new Found(stamp, () -> answers.answer(question, () -> solved(material)));
  }

  private static SpecAnswers.Question question(
      String tenant, String stamp, ClusterCreateRequest request) {
    return new SpecAnswers.Question(
        tenant,
        stamp,
        request.clusterTemplate(),
        request.numMachines(),
        request.provider(),
        request.hardwaretype(),
        request.imagetype(),
        request.services().map(LinkedHashSet::new));
  }

  private Material read(Handle handle, SpecAnswers.Question question) {
    String tenant = question.tenant();
    MergedTemplate resolved = catalog.template(handle, tenant, question.template());
    ClusterTemplate template = resolved.template();
    CatalogEntity provider = provider(handle, question, template);
    Map<String, CatalogEntity> services = new LinkedHashMap<>();
    for (String name : question.services().orElse(template.defaults().services())) {
      catalog
          .find(handle, tenant, EntityKind.SERVICE, name)
          .ifPresent(found -> services.put(name, found));
    }
    Map<String, CatalogEntity> hardware = all(handle, tenant, EntityKind.HARDWARETYPE);
    Map<String, CatalogEntity> images = all(handle, tenant, EntityKind.IMAGETYPE);
    SpecTypes types =
        SpecTypes.read(
            handle,
            catalog,
            tenant,
            provider.as(Provider.class).providertype(),
            as(services.values(), Service.class));
    return new Material(question, resolved, provider, services, hardware, images, types);
  }

  private Solved solved(Material material) {
    ClusterSpec spec = spec(material, solve(material));
    return new Solved(
        ToldFields.actions(spec, material.types().automators()), material.types().provider());
  }

  private CatalogEntity provider(
      Handle handle, SpecAnswers.Question question, ClusterTemplate template) {
    String name =
        question
            .provider()
            .or(() -> template.defaults().provider())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "Template \"%s\" has no default provider, so name one in \"provider\"."
                            .formatted(template.name())));
    return catalog
        .find(handle, question.tenant(), EntityKind.PROVIDER, name)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "There is no provider \"%s\". GET /v3/providers lists them.".formatted(name)));
  }

  private List<NodeLayout> solve(Material material) {
    ClusterTemplate template = material.template().template();
    SpecAnswers.Question question = material.question();
    LayoutProblem problem =
        LayoutProblems.from(
            template,
            material.provider().name(),
            question.machines(),
            material.names(),
            as(material.services().values(), Service.class),
            as(material.hardware().values(), HardwareType.class),
            as(material.images().values(), ImageType.class),
            material.hardwaretype(),
            material.imagetype());
    LayoutAnswer answer = solver.solve(problem);
    if (answer instanceof LayoutSolution solution) {
      return solution.layouts();
    }
    if (answer instanceof Unsatisfiable none) {
      throw new ProblemException(ErrorCode.UNSATISFIABLE, none.detail()).withErrors(none.errors());
    }
    throw new ProblemException(ErrorCode.UNSATISFIABLE, ((Undecided) answer).detail());
  }

  private static ClusterSpec spec(Material material, List<NodeLayout> layout) {
    MergedTemplate resolved = material.template();
    CatalogEntity provider = material.provider();
    Provider plugin = provider.as(Provider.class);
    Map<String, ClusterSpec.ServiceSpec> serviceSpecs = new LinkedHashMap<>();
    material
        .services()
        .forEach(
            (name, entity) ->
                serviceSpecs.put(
                    name, new ClusterSpec.ServiceSpec(entity.version(), entity.as(Service.class))));
    Map<String, ClusterSpec.TypeSpec> hardwareSpecs = new LinkedHashMap<>();
    Map<String, ClusterSpec.TypeSpec> imageSpecs = new LinkedHashMap<>();
    for (NodeLayout node : layout) {
      CatalogEntity size = material.hardware().get(node.hardwaretype());
      hardwareSpecs.put(
          size.name(), type(size, size.as(HardwareType.class).providermap().get(provider.name())));
      CatalogEntity image = material.images().get(node.imagetype());
      imageSpecs.put(
          image.name(), type(image, image.as(ImageType.class).providermap().get(provider.name())));
    }
    return new ClusterSpec(
        resolved.version(),
        resolved.template(),
        new ClusterSpec.ProviderSpec(
            plugin.name(),
            provider.version(),
            plugin.providertype(),
            plugin.provisioner(),
            plugin.workerLabels()),
        serviceSpecs,
        hardwareSpecs,
        imageSpecs,
        layout,
        resolved.template().defaults().dnsSuffix().orElse("local"),
        resolved.template().defaults().config(),
        material.hardwaretype(),
        material.imagetype(),
        Set.of(),
        ClusterSpec.Intent.NONE);
  }

  private static ClusterSpec.TypeSpec type(CatalogEntity entity, ProviderFields fields) {
    return new ClusterSpec.TypeSpec(entity.version(), fields.values());
  }

  private Map<String, CatalogEntity> all(Handle handle, String tenant, EntityKind kind) {
    return catalog.all(handle, tenant, kind).stream()
        .collect(Collectors.toMap(CatalogEntity::name, Function.identity()));
  }

  private static <T extends CatalogDocument> List<T> as(
      Collection<CatalogEntity> entities, Class<T> type) {
    List<T> documents = new ArrayList<>();
    entities.forEach(entity -> documents.add(entity.as(type)));
    return documents;
  }
}
