package io.cooperage.drill.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same for several things at once, and fails with what failed first. */
final class Parallel {

  private Parallel() {}

  static <T> void each(List<T> things, Consumer<T> action) {
    List<Callable<Void>> work = new ArrayList<>();
    for (T thing : things) {
      work.add(
          () -> {
            action.accept(thing);
            return null;
          });
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, things.size()));
    try {
      for (Future<Void> done : executor.invokeAll(work)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("The lab was interrupted.", "run the same command again");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
