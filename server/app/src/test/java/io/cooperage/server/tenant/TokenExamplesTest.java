package io.cooperage.server.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.server.openapi.OpenApiPages;
import io.cooperage.server.web.Json;
import org.junit.jupiter.api.Test;

/** The requests for tokens that the OpenAPI document shows keep the rules. */
class TokenExamplesTest {
  private final OpenApiPages pages = OpenApiPages.read();

  @Test
  void tokens() throws Exception {
    for (JsonNode body : pages.requests("createToken").values()) {
      TokenRequest request = Json.MAPPER.treeToValue(body, TokenRequest.class);
      assertThatCode(() -> TokenRules.check(request)).doesNotThrowAnyException();
      request.scopes().ifPresent(scopes -> assertThat(scopes).isSubsetOf(Scope.of(request.role())));
    }
  }

  @Test
  void rotations() throws Exception {
    TokenRotation rotation =
        Json.MAPPER.treeToValue(pages.record("TokenRotation"), TokenRotation.class);
    assertThatCode(() -> TokenRules.overlap(rotation)).doesNotThrowAnyException();
  }
}
