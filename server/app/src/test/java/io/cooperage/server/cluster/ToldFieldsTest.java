package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.TaskAction;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.catalog.AutomatorType;
import io.cooperage.api.catalog.CatalogDocument;
import io.cooperage.api.catalog.ProviderType;
import io.cooperage.api.catalog.Service;
import io.cooperage.server.catalog.CatalogEntity;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToldFieldsTest {
  private static final Optional<Parameters> CLOUD =
      Optional.of(
          Parameters.of(
              read(
                  """
                  {"name": "cloud", "parameters": {
                    "admin": {"fields": {"password": {"type": "password"},
                      "region": {"type": "select", "options": ["eu", "us"], "override": true},
                      "disk": {"type": "integer", "default": "20"}}, "required": [["password"]]},
                    "user": {"fields": {"key": {"sensitive": true}}}}}
                  """,
                  ProviderType.class)));
  private static final Parameters SHELL =
      Parameters.of(
          read(
              """
              {"name": "shell", "parameters": {"admin": {
                "fields": {"script": {}, "shell": {"default": "sh"}, "args": {"default": ""}},
                "required": [["script"]]}}}
              """,
              AutomatorType.class));

  @Test
  void theUsersValueWinsOverTheAdministratorsAndThatOverTheDefault() {
    ToldFields.Told told =
        ToldFields.provider(
            spec(Map.of("password", "p", "region", "eu")),
            CLOUD,
            Map.of("region", "us", "key", "k"));
    assertThat(told.spec().provider().fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("password", "p", "region", "us", "key", "k", "disk", "20"));
    assertThat(told.sensitive()).containsExactlyInAnyOrder("password", "key");
  }

  @Test
  void whatTheUserGaveStaysWhenTheProviderIsRenewed() {
    ClusterSpec.ProviderSpec old =
        ToldFields.provider(
                spec(Map.of("password", "p", "region", "eu")), CLOUD, Map.of("region", "us"))
            .spec()
            .provider();
    ClusterSpec.ProviderSpec latest =
        new ClusterSpec.ProviderSpec(
            "aws", 2, "cloud", Map.of("password", "q", "region", "eu"), WorkerLabels.NONE);
    ClusterSpec renewed = spec(Map.of()).withFields(latest.keeping(old), Map.of());
    assertThat(ToldFields.renewed(renewed, CLOUD).spec().provider().fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("password", "q", "region", "us", "disk", "20"));
  }

  @Test
  void whatIsSealedAlreadyIsNotSealedAgain() {
    ToldFields.Told told =
        ToldFields.provider(spec(Map.of("password", "$sealed$tenant/a$AAAA")), CLOUD, Map.of());
    assertThat(told.sensitive()).isEmpty();
  }

  @Test
  void aUserSetsWhatIsTheUsers() {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                ToldFields.provider(
                    spec(Map.of()), CLOUD, Map.of("disk", "1", "key", "$sealed$x$y")));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.errors())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("providerFields.disk is set by administrators"))
        .anyMatch(line -> line.startsWith("providerFields.key must not begin with"))
        .anyMatch(line -> line.contains("must have all of: password (lacks password)"));
  }

  @Test
  void ofAPluginThatIsNotRegisteredUsersSetNothing() {
    ClusterSpec spec = spec(Map.of("pool", "lab"));
    assertThat(ToldFields.provider(spec, Optional.empty(), Map.of()).spec()).isSameAs(spec);
    assertThat(
            catchThrowableOfType(
                ProblemException.class,
                () -> ToldFields.provider(spec, Optional.empty(), Map.of("pool", "other"))))
        .hasMessageContaining("no providertype \"cloud\" is registered");
  }

  @Test
  void actionsGetDefaultsUnlessTheMachinesTypesHaveTheField() {
    ClusterSpec filled = ToldFields.actions(spec(Map.of()), Map.of("shell", SHELL));
    assertThat(filled.service("web").actions().get(TaskAction.START).fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("script", "web", "args", ""));
    assertThat(filled.service("web").actions().get(TaskAction.STOP).fields()).isEmpty();
  }

  private static <T extends CatalogDocument> T read(String json, Class<T> type) {
    EntityKind kind =
        Stream.of(EntityKind.values())
            .filter(one -> CatalogDocument.typeOf(one).equals(type))
            .findFirst()
            .orElseThrow();
    return new CatalogEntity(kind, "", 1, Json.read(json, JsonNode.class)).as(type);
  }

  private static ClusterSpec spec(Map<String, String> fields) {
    Service web =
        read(
            """
            {"name": "web", "provisioner": {"actions": {
              "start": {"type": "shell", "fields": {"script": "web"}},
              "stop": {"type": "other"}}}}
            """,
            Service.class);
    return new ClusterSpec(
        1,
        null,
        new ClusterSpec.ProviderSpec("aws", 1, "cloud", fields, WorkerLabels.NONE),
        Map.of("web", new ClusterSpec.ServiceSpec(1, web)),
        Map.of("small", new ClusterSpec.TypeSpec(1, Map.of("shell", "dash"))),
        Map.of(),
        List.of(),
        "local",
        JsonNodeFactory.instance.objectNode(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        ClusterSpec.Intent.NONE);
  }
}
