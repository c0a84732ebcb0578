package io.cooperage.server.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every answer has to be, whatever was asked. */
final class AnswerRules {
  /** Names of classes, methods and files of programs, and what databases say. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(?:java|javax|jakarta|com|org|net|io|sun|jdk)(?:\\.[a-z_]\\w*)+\\.[A-Z]\\w*"
              + "|\\.java:\\d+"
              + "|\\b[A-Z]\\w*(?:Exception|Error)\\b"
              + "|\\b(?:[A-Z][a-z]+){2,}\\.\\w+"
              + "|\\b[a-z]\\w*\\(\\)"
              + "|\\b(?:ArrayList|LinkedHashMap|ObjectNode|ArrayNode|JsonNode|JsonToken)\\b"
              + "|\\b(?:START|END)_(?:OBJECT|ARRAY)\\b|\\bVALUE_(?:STRING|NUMBER|NULL|TRUE|FALSE)\\b"
              + "|\\breference chain\\b|\\bSQLSTATE\\b|\\bSQL syntax\\b|\\bData too long\\b"
              + "|\\bIncorrect string value\\b|\\bDuplicate entry\\b|\\bmix of collations\\b");

  private AnswerRules() {}

  /** What is wrong with {@code answer}; empty = nothing. */
  static List<String> complaints(RawRequest request, RawAnswer answer) {
    List<String> wrong = new ArrayList<>();
    int status = answer.status();
    boolean refused = status >= 400 && status < 500 || status == 503;
    if (!refused && !answer.isAccepted() && status != 304) {
      wrong.add("is answered " + status);
    }
    boolean hasBody = !request.method().equals("HEAD");
    if (refused && hasBody) {
      checkProblem(answer, wrong);
    }
    if (status == 503 && answer.header("Retry-After").isEmpty()) {
      wrong.add("is answered 503 without Retry-After");
    }
    if (!answer.isAccepted()) {
      Matcher inside = INSIDE.matcher(String.join("\n", answer.headers()) + "\n" + answer.text());
      if (inside.find()) {
        wrong.add("is told \"" + inside.group() + "\"");
      }
    }
    return wrong;
  }

  private static void checkProblem(RawAnswer answer, List<String> wrong) {
    String type = answer.header("Content-Type").orElse("none");
    if (!type.equals("application/problem+json")) {
      wrong.add("is refused with Content-Type " + type);
      return;
    }
    try {
      JsonNode problem = Json.MAPPER.readTree(answer.body());
      String code = problem.path("code").asText();
      if (Arrays.stream(ErrorCode.values()).noneMatch(known -> known.wire().equals(code))) {
        wrong.add("is refused with the code " + code);
      }
      if (problem.path("detail").asText().isBlank()) {
        wrong.add("is refused without detail");
      }
      if (problem.path("status").asInt() != answer.status()) {
        wrong.add("is refused with another status in the document");
      }
      if (!answer
          .header("X-Request-Id")
          .orElse("none")
          .equals(problem.path("requestId").asText())) {
        wrong.add("is refused without its requestId");
      }
    } catch (JsonProcessingException e) {
      wrong.add("is refused with what is no JSON");
    } catch (java.io.IOException e) {
      wrong.add("is refused with what cannot be read");
    }
  }
}
