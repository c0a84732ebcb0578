package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class BodyLimitFilterTest {
  private static final URI BASE = URI.create("http://localhost/");

  private final BodyLimitFilter filter = new BodyLimitFilter(10, 100);

  @Test
  void aBodyWithinTheLimitIsReadAsItIs() throws IOException {
    assertThat(filtered(new ByteArrayInputStream(new byte[10])).readAllBytes()).hasSize(10);
  }

  @Test
  void oneThatDoesNotSayItsLengthIsRefusedWhereItExceedsTheLimit() {
    InputStream body = filtered(new ByteArrayInputStream(new byte[11]));
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void oneThatIsCutOffIsTheSendersFault() {
    InputStream body =
        filtered(new SequenceInputStream(new ByteArrayInputStream(new byte[3]), cutOff()));
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining("Send it whole");
    assertThatThrownBy(filtered(cutOff())::available).hasMessageContaining("Send it whole");
  }

  @Test
  void oneThatIsTooLargeByItsOwnWordIsRefusedAsSuchAlsoWhenItIsCutOff() {
    ContainerRequest request = request(cutOff());
    request.header("Content-Length", 11);
    assertThatThrownBy(() -> filter.filter(request))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  private static InputStream cutOff() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new EOFException("Early EOF");
      }

      @Override
      public int available() throws IOException {
        throw new EOFException("Early EOF");
      }
    };
  }

  private InputStream filtered(InputStream body) {
    ContainerRequest request = request(body);
    filter.filter(request);
    return request.getEntityStream();
  }

  private static ContainerRequest request(InputStream body) {
    ContainerRequest request =
        new ContainerRequest(
            BASE, BASE.resolve("v3/tenants"), "POST", null, new MapPropertiesDelegate(), null);
    request.setEntityStream(body);
    return request;
  }
}
