package io.cooperage.server.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cooperage.server.web.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * What was worked out, or found to be impossible, for a state of the catalogue. Whoever asks what
 * another is working on waits for that, for requests come in crowds. Thread-safe.
 *
 * @param <A> an answer
 */
final class SpecAnswers<A> {
  private static final int REMEMBERED = 200;

  private final Cache<Question, CompletableFuture<A>> answers =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** What the layout depends on. */
  record Question(
      String tenant,
      String catalogStamp,
      String template,
      int machines,
      Optional<String> provider,
      Optional<String> hardwaretype,
      Optional<String> imagetype,
      Optional<Set<String>> services) {}

  /** The answer that is there or on its way; to be asked for outside of any transaction. */
  Optional<Supplier<A>> find(Question question) {
    return Optional.ofNullable(answers.getIfPresent(question)).map(answer -> () -> await(answer));
  }

  /**
   * Works the answer out, unless somebody has or is about to. A refusal is an answer; other
   * failures are not remembered.
   */
  A answer(Question question, Supplier<A> work) {
    CompletableFuture<A> mine = new CompletableFuture<>();
    CompletableFuture<A> other = answers.asMap().putIfAbsent(question, mine);
    if (other != null) {
      return await(other);
    }
    try {
      mine.complete(work.get());
    } catch (ProblemException refusal) {
      mine.completeExceptionally(refusal);
    } finally {
      if (!mine.isDone()) {
        answers.asMap().remove(question, mine);
        mine.cancel(false);
      }
    }
    return await(mine);
  }

  private static <A> A await(CompletableFuture<A> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      ProblemException refusal = (ProblemException) e.getCause();
      throw new ProblemException(refusal.code(), refusal.getMessage()).withErrors(refusal.errors());
    } catch (CancellationException e) {
      throw new IllegalStateException("another request failed to work out the same layout", e);
    }
  }
}
