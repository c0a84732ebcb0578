package io.cooperage.server.idempotency;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Headers;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A key within its scope: the same text from another user, or for another path, is another key.
 *
 * @param scope SHA-256 of tenant, user, method, path and text
 * @param payload SHA-256 of query and content
 */
record IdempotencyKey(String text, byte[] scope, byte[] payload) {
  private static final Pattern TEXT = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * @throws ProblemException INVALID_REQUEST if the header is there and malformed
   */
  static Optional<IdempotencyKey> of(
      ContainerRequestContext request, Caller caller, Object payload) {
    String header = request.getHeaderString(Headers.IDEMPOTENCY_KEY);
    if (header == null) {
      return Optional.empty();
    }
    String text = unquoted(header.strip());
    if (!TEXT.matcher(text).matches()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Header Idempotency-Key must be 1 to 255 visible ASCII characters without blanks, such as"
              + " a UUID.");
    }
    byte[] scope =
        hash(
            caller.tenant(),
            caller.user(),
            request.getMethod(),
            request.getUriInfo().getPath(),
            text);
    String query = request.getUriInfo().getRequestUri().getRawQuery();
    return Optional.of(new IdempotencyKey(text, scope, hash(query == null ? "" : query, payload)));
  }

  /** A key that nobody else has. */
  static IdempotencyKey ofThisRequestOnly() {
    String text = UUID.randomUUID().toString();
    return new IdempotencyKey(text, hash(text), hash());
  }

  /** The draft writes the key as a structured string, most clients as bare text. */
  private static String unquoted(String header) {
    boolean quoted = header.length() > 2 && header.startsWith("\"") && header.endsWith("\"");
    return quoted ? header.substring(1, header.length() - 1) : header;
  }

  private static byte[] hash(Object... parts) {
    MessageDigest digest = sha256();
    for (Object part : parts) {
      byte[] bytes = bytes(part);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return digest.digest();
  }

  private static byte[] bytes(Object part) {
    if (part instanceof byte[] bytes) {
      return bytes;
    }
    String text = part instanceof String string ? string : Json.write(part);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
