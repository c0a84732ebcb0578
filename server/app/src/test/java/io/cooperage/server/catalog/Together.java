package io.cooperage.server.catalog;

import io.cooperage.client.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that race each other. */
final class Together {
  private Together() {}

  /** What became of both, begun at the same moment; 200 stands for any success. */
  static List<Integer> run(Runnable... calls) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(calls.length);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> running = new ArrayList<>();
      for (Runnable call : calls) {
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  try {
                    call.run();
                    return 200;
                  } catch (ApiException e) {
                    return e.status();
                  }
                }));
      }
      start.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> one : running) {
        statuses.add(one.get());
      }
      return statuses;
    } finally {
      executor.shutdownNow();
    }
  }
}
