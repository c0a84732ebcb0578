package io.cooperage.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventFeedTest {
  private final EventFeed feed = new EventFeed(null, new EventConfig(null, 1));

  @Test
  void aStreamEndsWhenItsTokenDoes() {
    AtomicBoolean deleted = new AtomicBoolean();
    EventStream stream =
        stream(
            () -> {
              if (deleted.get()) {
                throw new ProblemException(ErrorCode.UNAUTHENTICATED, "deleted");
              }
            });
    feed.subscribe(stream);
    feed.beat(1, 0);
    assertThat(stream.isClosed()).isFalse();
    deleted.set(true);
    feed.beat(1, 0);
    assertThat(stream.isClosed()).isTrue();
  }

  @Test
  void moreStreamsThanTheServerFeedsAreRefused() {
    EventStream stream = stream(() -> {});
    feed.requireRoom();
    feed.subscribe(stream);
    assertThatThrownBy(feed::requireRoom)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    stream.close();
    assertThatCode(feed::requireRoom).doesNotThrowAnyException();
  }

  private static EventStream stream(Runnable admission) {
    AsyncContext context =
        (AsyncContext)
            Proxy.newProxyInstance(
                EventFeedTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> null);
    return new EventStream(
        EventReader.OF_ALL, EventFilter.OF_ALL, 0, admission, context, new Sink());
  }

  private static final class Sink extends ServletOutputStream {
    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}

    @Override
    public void write(int one) {}
  }
}
