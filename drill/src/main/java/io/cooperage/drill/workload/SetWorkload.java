package io.cooperage.drill.workload;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.GrowOnlySet;
import io.cooperage.drill.check.SetAction;
import io.cooperage.drill.check.SetAction.Add;
import io.cooperage.drill.check.SetAction.ReadAll;
import java.util.List;

/** The catalogue's list of documents as a set: each client makes new ones, or lists all. */
public final class SetWorkload implements Workload {

  private final String prefix;

  /**
   * @param prefix begins the names of its documents
   */
  public SetWorkload(String prefix) {
    this.prefix = prefix + "-element";
  }

  @Override
  public String name() {
    return "set";
  }

  @Override
  public void prepare(WorkloadClient client) {
    add(client);
  }

  @Override
  public void step(WorkloadClient client) {
    if (client.random().nextInt(4) == 0) {
      readAll(client);
    } else {
      add(client);
    }
  }

  @Override
  public void readAll(WorkloadClient client) {
    client.read(new ReadAll(List.of()), () -> new ReadAll(Documents.list(client.api(), prefix)));
  }

  @Override
  public CheckResult check(List<ClientOperation<Action>> history) {
    return GrowOnlySet.check(ClientOperation.of(SetAction.class, history));
  }

  private void add(WorkloadClient client) {
    long value = client.value();
    String name = prefix + "-" + value;
    client.write(
        new Add(name),
        () -> client.api().catalog().create(Documents.KIND, Documents.document(name, value)));
  }
}
