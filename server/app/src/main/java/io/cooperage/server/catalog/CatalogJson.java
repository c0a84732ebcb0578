package io.cooperage.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.JsonErrors;
import io.cooperage.server.web.ProblemException;
import java.io.IOException;

/**
 * How catalogue documents are read and stored: as they were written, with no key twice.
 * Thread-safe.
 */
final class CatalogJson {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper OF_REQUESTS = Json.ofRequests(MAPPER.copy());

  private CatalogJson() {}

  /**
   * Reads the body of a request.
   *
   * @throws ProblemException MALFORMED_JSON, with line and column
   */
  static JsonNode read(byte[] body) {
    try {
      JsonNode read = OF_REQUESTS.readTree(body);
      if (read.isMissingNode()) {
        throw new ProblemException(
            ErrorCode.MALFORMED_JSON, "The body is empty, where a JSON document belongs.");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw JsonErrors.refusal(e);
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.MALFORMED_JSON, "The body cannot be read as UTF-8 JSON: " + e.getMessage());
    }
  }
}
