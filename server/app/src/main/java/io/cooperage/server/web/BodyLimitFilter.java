package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses bodies that are too large, whether or not they announce their length. Thread-safe. */
@PreMatching
@Priority(300)
final class BodyLimitFilter implements ContainerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(BodyLimitFilter.class);
  private static final String RESOURCES = "v3/resources/";

  /** So much of a refused body is read all the same, for who still sends hears no answer. */
  private static final long HEARD_OUT = 64L << 20;

  private final long maxBody;
  private final long maxResource;

  BodyLimitFilter(long maxBody, long maxResource) {
    this.maxBody = maxBody;
    this.maxResource = maxResource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    boolean upload =
        request.getMethod().equals("PUT")
            && request.getUriInfo().getPath().replaceFirst("^/", "").startsWith(RESOURCES);
    long limit = upload ? maxResource : maxBody;
    if (request.getLength() > limit) {
      hearOut(request, limit);
      throw tooLarge(limit);
    }
    request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
  }

  private static void hearOut(ContainerRequestContext request, long limit) {
    if (request.getLength() > heardOut(limit)) {
      return;
    }
    try {
      request.getEntityStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("a body that is refused is cut off", e);
    }
  }

  private static long heardOut(long limit) {
    return Math.max(HEARD_OUT, 2 * limit);
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ErrorCode.TOO_LARGE,
        "The body has more than %,d bytes, the limit for this path. Send less, or in several requests."
            .formatted(limit));
  }

  private static final class LimitedStream extends FilterInputStream {
    private final long limit;
    private long seen;

    LimitedStream(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int available() {
      try {
        return super.available();
      } catch (IOException e) {
        throw cutOff(e);
      }
    }

    @Override
    public int read() {
      try {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
      } catch (IOException e) {
        throw cutOff(e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      try {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
      } catch (IOException e) {
        throw cutOff(e);
      }
    }

    /** The sender's fault: there is nothing but the connection behind this stream. */
    private static ProblemException cutOff(IOException fault) {
      LOG.debug("a body cannot be read to its end", fault);
      return new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "The body is cut off, or not encoded as its headers say. Send it whole.");
    }

    private void count(int read) throws IOException {
      seen += read;
      if (seen > limit) {
        hearOut();
        throw tooLarge(limit);
      }
    }

    private void hearOut() throws IOException {
      byte[] buffer = new byte[8192];
      long left = heardOut(limit) - seen;
      int read = 0;
      while (left > 0 && read >= 0) {
        read = in.read(buffer);
        left -= Math.max(0, read);
      }
    }
  }
}
