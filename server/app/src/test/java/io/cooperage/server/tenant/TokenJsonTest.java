package io.cooperage.server.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.TokenView;
import io.cooperage.server.web.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenJsonTest {
  @Test
  void scopesMayBeLeftOut() throws Exception {
    String bare = "{\"name\":\"n\",\"tenant\":\"t\",\"user\":\"u\",\"role\":\"member\"}";
    TokenRequest all = Json.MAPPER.readValue(bare, TokenRequest.class);
    assertThat(all).isEqualTo(new TokenRequest("n", "t", "u", Role.MEMBER, Optional.empty()));
    TokenRequest narrow =
        Json.MAPPER.readValue(
            bare.replace("}", ",\"scopes\":[\"clusters:read\"]}"), TokenRequest.class);
    assertThat(narrow.scopes()).contains(Set.of(Scope.CLUSTERS_READ));
    assertThat(Json.MAPPER.readValue("{}", TokenRotation.class).overlapSeconds()).isEmpty();
  }

  @Test
  void aScopeThatIsNoneIsNamedWithThoseThatAre() {
    assertThatThrownBy(
            () -> Json.MAPPER.readValue("{\"scopes\":[\"clusters\"]}", TokenRequest.class))
        .hasMessageContaining("clusters:read, clusters:write");
  }

  @Test
  void aTokenIsReadAsItIsWritten() throws Exception {
    TokenView token =
        new TokenView(
            "i",
            "n",
            "t",
            "u",
            Role.VIEWER,
            Set.of(Scope.CLUSTERS_READ),
            Instant.EPOCH,
            Optional.empty(),
            Optional.of(Instant.EPOCH),
            Optional.empty());
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(token), TokenView.class))
        .isEqualTo(token);
  }
}
