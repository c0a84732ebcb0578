package io.cooperage.drill.workload;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.Creation;
import io.cooperage.drill.check.Uniqueness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Clients in all datacenters make a document of the same name at about the same moment. */
public final class NameWorkload implements Workload {

  private final String prefix;
  private final int rivals;
  private final AtomicLong creations = new AtomicLong();

  /**
   * @param prefix begins the names of its documents
   * @param rivals how many creations each name gets
   */
  public NameWorkload(String prefix, int rivals) {
    this.prefix = prefix + "-name";
    this.rivals = rivals;
  }

  @Override
  public String name() {
    return "name";
  }

  @Override
  public void prepare(WorkloadClient client) {
    create(client, prefix + "-first");
  }

  @Override
  public void step(WorkloadClient client) {
    create(client, prefix + "-" + creations.getAndIncrement() / rivals);
  }

  /** Whoever comes last is refused too. */
  @Override
  public void readAll(WorkloadClient client) {
    create(client, prefix + "-first");
  }

  @Override
  public CheckResult check(List<ClientOperation<Action>> history) {
    return Uniqueness.check(ClientOperation.of(Creation.class, history));
  }

  private static void create(WorkloadClient client, String name) {
    client.write(
        new Creation(name, Optional.empty()),
        () ->
            client
                .api()
                .catalog()
                .create(Documents.KIND, Documents.document(name, client.value())));
  }
}
