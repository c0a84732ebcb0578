package io.cooperage.server.openapi;

import org.junit.jupiter.api.Test;

/** docs/reference/api.md is made from the OpenAPI document; a failure says how to renew it. */
class ApiReferenceTest {
  @Test
  void thePageIsWhatTheDocumentSays() throws Exception {
    new Golden("api.md").mustBe(ApiReference.of(OpenApiDocument.get().tree()));
  }
}
