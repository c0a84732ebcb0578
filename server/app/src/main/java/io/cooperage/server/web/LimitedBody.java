package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a request, no longer than it may be. Used by one thread. */
final class LimitedBody extends FilterInputStream {
  private static final Logger LOG = LoggerFactory.getLogger(LimitedBody.class);
  private static final String PROPERTY = LimitedBody.class.getName();

  /** So much of a refused body is read all the same, for who still sends hears no answer. */
  private static final long HEARD_OUT = 64L << 20;

  private final long limit;

  /** What the request announced, or less than 0. */
  private final long length;

  private long seen;
  private boolean ended;

  private LimitedBody(InputStream in, long limit, long length) {
    super(in);
    this.limit = limit;
    this.length = length;
  }

  /** The body of a request; it refuses more than {@code limit} bytes while it is read. */
  static LimitedBody of(ContainerRequestContext request, long limit) {
    LimitedBody body = new LimitedBody(request.getEntityStream(), limit, request.getLength());
    request.setProperty(PROPERTY, body);
    return body;
  }

  /** Whether the request has no body of which something is still to come. */
  static boolean wasRead(ContainerRequestContext request) {
    boolean announced =
        request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    return !announced
        || (request.getProperty(PROPERTY) instanceof LimitedBody body && body.isRead());
  }

  private boolean isRead() {
    return ended || seen == length;
  }

  static long heardOut(long limit) {
    return Math.max(HEARD_OUT, 2 * limit);
  }

  static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ErrorCode.TOO_LARGE,
        "The body has more than %,d bytes, the limit for this path. Send less, or in several requests."
            .formatted(limit));
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
      count(value < 0 ? -1 : 1);
      return value;
    } catch (IOException e) {
      throw cutOff(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int read = super.read(buffer, offset, length);
      count(read);
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
    ended |= read < 0;
    seen += Math.max(0, read);
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
