package io.cooperage.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the OpenAPI document can be asked for with the client, which asks as the
 * document shows it and understands the answer that it shows.
 */
class EveryOperationTest {
  private List<ShownOperation> operations;
  private ShownService service;

  @BeforeEach
  void start() throws Exception {
    operations = ShownOperation.all();
    service = new ShownService(operations);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void hasAMethod() {
    assertThat(OperationCalls.all().keySet())
        .as("operations in OperationCalls; a new one needs a method of the client")
        .containsExactlyInAnyOrderElementsOf(operations.stream().map(ShownOperation::id).toList());
  }

  @TestFactory
  Stream<DynamicTest> isAskedForAndAnsweredAsShown() {
    CooperageClient client = new CooperageClient(service.url(), "token");
    return OperationCalls.all().entrySet().stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.getKey(), () -> mustAskFor(call.getKey(), call.getValue(), client)));
  }

  private void mustAskFor(
      String operation, Consumer<CooperageClient> call, CooperageClient client) {
    assertThat(service.asked(() -> call.accept(client))).isNotEmpty().containsOnly(operation);
  }
}
