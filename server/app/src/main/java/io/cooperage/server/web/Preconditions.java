package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ETag and If-Match, where the tag is the version of the thing. */
public final class Preconditions {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

  private Preconditions() {}

  /** The version that the caller has seen; empty without the header or with {@code *}. */
  public static OptionalLong ifMatch(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.IF_MATCH);
    if (header == null || header.strip().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher tag = TAG.matcher(header.strip());
    if (!tag.matches()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Header If-Match is %s; send the ETag of the answer that you have seen, such as \"3\"."
              .formatted(header));
    }
    return OptionalLong.of(Long.parseLong(tag.group(1)));
  }

  /**
   * @throws ProblemException PRECONDITION_REQUIRED without If-Match
   */
  public static long requiredIfMatch(ContainerRequestContext request, String what) {
    return ifMatch(request)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Changing "
                        + what
                        + " needs the header If-Match with the ETag of its latest answer, so that"
                        + " nobody's change is overwritten unseen."));
  }

  /** STALE_VERSION, with both versions. */
  public static ProblemException stale(String what, long seen, long current) {
    return new ProblemException(
        ErrorCode.STALE_VERSION,
        "%s has version %d, not %d as you have seen it. Read it again and repeat your change."
            .formatted(what, current, seen));
  }

  /** The ETag header of a version. */
  public static String etag(Object version) {
    return "\"" + version + "\"";
  }
}
