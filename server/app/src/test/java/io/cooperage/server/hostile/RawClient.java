package io.cooperage.server.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends what no HTTP library lets through, each request on a connection of its own. */
final class RawClient {
  /** Within which a server has to have answered. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InetSocketAddress server;

  RawClient(URI server) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
  }

  /**
   * @throws java.net.SocketTimeoutException if the answer takes too long
   */
  RawAnswer send(RawRequest request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, 2_000);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      write(socket, request);
      return read(new BufferedInputStream(socket.getInputStream()), request.method());
    }
  }

  /** A server that has had enough may answer before it has read all. */
  private static void write(Socket socket, RawRequest request) {
    try {
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
      if (request.cutOff()) {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // What it has to say is in its answer, and if there is none, reading fails.
    }
  }

  private static RawAnswer read(InputStream in, String method) throws IOException {
    List<String> head = head(in);
    int status = Integer.parseInt(head.get(0).split(" ")[1]);
    if (status < 200) {
      return read(in, method);
    }
    RawAnswer answer = new RawAnswer(status, head.subList(1, head.size()), new byte[0]);
    boolean endless = answer.header("Content-Type").orElse("").startsWith("text/event-stream");
    if (endless || method.equals("HEAD") || status == 204 || status == 304) {
      return answer;
    }
    return new RawAnswer(status, answer.headers(), body(in, answer));
  }

  private static byte[] body(InputStream in, RawAnswer answer) throws IOException {
    if (answer.header("Transfer-Encoding").isPresent()) {
      return chunks(in);
    }
    return answer.header("Content-Length").isPresent()
        ? exactly(in, Integer.parseInt(answer.header("Content-Length").get()))
        : in.readAllBytes();
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = Integer.parseInt(line(in), 16);
    while (size > 0) {
      body.writeBytes(exactly(in, size));
      line(in);
      size = Integer.parseInt(line(in), 16);
    }
    return body.toByteArray();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "the answer ends after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = line(in);
    while (!line.isEmpty()) {
      lines.add(line);
      line = line(in);
    }
    if (lines.isEmpty()) {
      throw new EOFException("no answer");
    }
    return lines;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next != '\n' && next >= 0) {
      line.write(next);
      next = in.read();
    }
    if (next < 0) {
      throw new EOFException(line.size() == 0 ? "no answer" : "the answer ends in a line: " + line);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
