package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.PoolClaim;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": | malformed_json | line 1",
        "{\"name\": 7} | invalid_request | name is 7, not a string",
        "{\"expiresInSeconds\": \"soon\"} | invalid_request | expiresInSeconds",
        "{\"role\": \"king\"} | invalid_request | superadmin, admin, operator, member, viewer, worker",
        "{\"nam\": \"x\"} | invalid_request | nam is not known; known here: expiresInSeconds, name",
        "[] | invalid_request | not an object",
        "{} {} | invalid_request | after the end",
      })
  void aWrongDocumentIsToldWhereAndWhatIsAllowed(String json, String code, String words) {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> Json.MAPPER.readValue(json, TokenRequest.class));
    ProblemException refusal = JsonErrors.refusal(fault);
    assertThat(refusal.code().wire()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(words);
  }

  @Test
  void aFieldThatIsGivenTwiceIsToldByItsName() {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class,
            () ->
                Json.MAPPER.readValue(
                    "{\"maxClusters\":0,\"maxNodes\":1,\"name\":\"a\",\"workers\":0,\"name\":\"b\"}",
                    TenantRequest.class));
    assertThat(JsonErrors.refusal(fault)).hasMessageContaining("name is given twice");
  }

  @Test
  void aLimitIsToldWithoutTheNameOfItsSetting() {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> Json.MAPPER.readTree("[".repeat(2_000)));
    assertThat(JsonErrors.refusal(fault))
        .hasMessageContaining("depth")
        .hasMessageContaining("1000)")
        .hasMessageNotContaining("StreamReadConstraints");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scopes\": [",
        "{\"name\": ",
        "{\"scopes\": [}",
        "{\"a\": {]",
        "{\"name\": NaN}",
        "{\"name\": \"so"
      })
  void whatIsNotClosedIsToldWithoutWhatTheReaderHides(String json) {
    for (Class<?> type : List.of(TokenRequest.class, JsonNode.class)) {
      JsonProcessingException fault =
          catchThrowableOfType(
              JsonProcessingException.class, () -> Json.MAPPER.readValue(json, type));
      assertThat(JsonErrors.refusal(fault))
          .hasMessageNotContaining("ReadFeature")
          .hasMessageNotContaining("VALUE_STRING")
          .hasMessageNotContaining("Source");
    }
  }

  @Test
  void aNullThatARecordDoesNotTakeIsToldAsOne() {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class,
            () -> Json.MAPPER.readValue("{\"avoid\": [null]}", PoolClaim.class));
    assertThat(JsonErrors.refusal(fault)).hasMessageContaining("null where a value belongs");
  }
}
