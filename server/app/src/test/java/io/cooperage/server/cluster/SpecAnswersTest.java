package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SpecAnswersTest {
  private static final SpecAnswers.Question QUESTION =
      new SpecAnswers.Question(
          "t",
          "1",
          "pair",
          3,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final SpecAnswers<ClusterSpec> answers = new SpecAnswers<>();
  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void aRefusalIsWorkedOutOnce() {
    Supplier<ClusterSpec> work =
        () -> {
          worked.incrementAndGet();
          throw new ProblemException(ErrorCode.UNSATISFIABLE, "no layout")
              .withErrors(List.of("size"));
        };
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> answers.answer(QUESTION, work))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE);
                assertThat(e).hasMessage("no layout");
                assertThat(e.errors()).containsExactly("size");
              });
    }
    assertThat(worked).hasValue(1);
    assertThat(answers.find(QUESTION)).isPresent();
  }

  @Test
  void whoAsksMeanwhileWaitsForTheSameAnswer() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<ClusterSpec> first =
        CompletableFuture.supplyAsync(
            () ->
                answers.answer(
                    QUESTION,
                    () -> {
                      worked.incrementAndGet();
                      begun.countDown();
                      await(go);
                      return null;
                    }));
    begun.await();
    Supplier<ClusterSpec> found = answers.find(QUESTION).orElseThrow();
    CompletableFuture<ClusterSpec> second =
        CompletableFuture.supplyAsync(
            () ->
                answers.answer(
                    QUESTION,
                    () -> {
                      worked.incrementAndGet();
                      return null;
                    }));
    go.countDown();
    first.get(10, TimeUnit.SECONDS);
    second.get(10, TimeUnit.SECONDS);
    assertThat(found.get()).isNull();
    assertThat(worked).hasValue(1);
  }

  @Test
  void whatFailedByAccidentIsTriedAgain() {
    assertThatThrownBy(
            () ->
                answers.answer(
                    QUESTION,
                    () -> {
                      throw new IllegalStateException("a fault");
                    }))
        .hasMessage("a fault");
    assertThat(answers.find(QUESTION)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
