package io.cooperage.galera.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One connection through a {@link FaultyProxy}: packets up, bytes down. */
final class ProxiedConnection {

  private static final int HEADER = 4;
  private static final int COM_QUERY = 3;

  private final FaultyProxy proxy;
  private final Socket client;
  private final Socket server;
  private volatile Optional<Cut> cut = Optional.empty();

  ProxiedConnection(FaultyProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  /** From the client to the node, packet by packet. */
  void pumpUp() {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = server.getOutputStream();
      while (true) {
        byte[] packet = read(in);
        boolean commit = isCommit(packet);
        if (commit) {
          cut = proxy.nextCut();
        }
        if (isDue(Cut.BEFORE_COMMIT)) {
          proxy.cut();
          break;
        }
        out.write(packet);
        out.flush();
        if (commit && (isDue(Cut.IN_COMMIT) || isDue(Cut.SILENCE_IN_COMMIT))) {
          proxy.cut();
        }
        if (isDue(Cut.IN_COMMIT)) {
          break;
        }
      }
    } catch (IOException e) {
      // Either side is gone: so is the connection.
    } finally {
      close();
    }
  }

  /** From the node to the client. */
  void pumpDown() {
    try {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[16_384];
      while (true) {
        int read = in.read(buffer);
        if (read >= 0 && isDue(Cut.AFTER_COMMIT)) {
          proxy.cut();
        }
        if (read < 0 || isDue(Cut.AFTER_COMMIT)) {
          break;
        }
        if (cut.isEmpty()) {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      // Either side is gone: so is the connection.
    } finally {
      close();
    }
  }

  private boolean isDue(Cut one) {
    return cut.equals(Optional.of(one));
  }

  void close() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed for us in any case.
      }
    }
    proxy.ended(this);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new EOFException();
    }
    int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    byte[] packet = Arrays.copyOf(header, HEADER + length);
    in.readFully(packet, HEADER, length);
    return packet;
  }

  private static boolean isCommit(byte[] packet) {
    if (packet.length <= HEADER || packet[HEADER] != COM_QUERY) {
      return false;
    }
    String sql = new String(packet, HEADER + 1, packet.length - HEADER - 1, StandardCharsets.UTF_8);
    return sql.strip().toUpperCase(Locale.ROOT).equals("COMMIT");
  }
}
