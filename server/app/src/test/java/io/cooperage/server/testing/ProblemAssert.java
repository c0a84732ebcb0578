package io.cooperage.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.web.Json;
import java.net.http.HttpResponse;

/** What every refusal must be: a problem document that belongs to its answer. */
public final class ProblemAssert {
  private ProblemAssert() {}

  /**
   * @param words its detail has them all
   */
  public static void assertProblem(
      HttpResponse<String> answer, int status, String code, String... words) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("requestId").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(problem.get("datacenter").asText()).startsWith("dc");
    assertThat(problem.get("detail").asText()).contains(words);
  }
}
