package io.cooperage.provisioner.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;

/**
 * One command on its channel. It has ended when its exit code is known, even if a service that it
 * started still holds its output open. Closing the channel makes it see the end of its input.
 */
final class RemoteCommand implements AutoCloseable {
  /** How long output may still arrive after the exit code did. */
  private static final Duration DRAIN = Duration.ofMillis(300);

  private final ChannelExec channel;
  private final ByteArrayOutputStream ownStdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream ownStderr = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private RemoteCommand(ChannelExec channel) {
    this.channel = channel;
  }

  /** With {@code stdout} or {@code stderr} null, it is kept for the {@link CommandResult}. */
  static RemoteCommand open(
      ClientSession session,
      String line,
      OutputStream stdout,
      OutputStream stderr,
      Duration timeout)
      throws IOException {
    RemoteCommand command = new RemoteCommand(session.createExecChannel(line));
    command.channel.setOut(stdout == null ? command.ownStdout : stdout);
    command.channel.setErr(stderr == null ? command.ownStderr : stderr);
    command.watch();
    boolean opened = false;
    try {
      command.channel.open().verify(timeout);
      opened = true;
      return command;
    } finally {
      if (!opened) {
        command.close();
      }
    }
  }

  private void watch() {
    channel.addCloseFutureListener(
        future -> {
          closed.countDown();
          ended.countDown();
        });
    channel.addChannelListener(
        new ChannelListener() {
          @Override
          public void channelStateChanged(Channel changed, String hint) {
            if (channel.getExitStatus() != null || channel.getExitSignal() != null) {
              ended.countDown();
            }
          }
        });
  }

  OutputStream input() {
    return channel.getInvertedIn();
  }

  /**
   * Gives the command its input and the end of it. That one ends without having read it is not a
   * broken connection: its exit code says what became of it.
   */
  void give(byte[] content) throws IOException, InterruptedException {
    try {
      input().write(content);
      input().close();
    } catch (IOException e) {
      if (Interrupts.causedBy(e) || !ended.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw e;
      }
    }
  }

  CommandResult await(Duration timeout) throws IOException, InterruptedException {
    if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms");
    }
    int exit = exitCode();
    return new CommandResult(
        exit,
        ownStdout.toString(StandardCharsets.UTF_8),
        ownStderr.toString(StandardCharsets.UTF_8));
  }

  /** Waits without end, and tells the other side every {@code beat} that somebody still does. */
  int awaitBeating(Duration beat) throws IOException, InterruptedException {
    OutputStream input = input();
    while (!ended.await(beat.toMillis(), TimeUnit.MILLISECONDS)) {
      input.write('\n');
      input.flush();
    }
    return exitCode();
  }

  private int exitCode() throws IOException, InterruptedException {
    closed.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    Integer exit = channel.getExitStatus();
    if (exit != null) {
      return exit;
    }
    if (channel.getExitSignal() != null) {
      throw new IOException("it was ended by signal " + channel.getExitSignal());
    }
    throw new IOException("the connection was closed before it ended");
  }

  @Override
  public void close() {
    channel.close(true);
  }
}
