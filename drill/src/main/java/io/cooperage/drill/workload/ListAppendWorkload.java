package io.cooperage.drill.workload;

import io.cooperage.api.EntityView;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.ListAppend;
import io.cooperage.drill.check.Transaction;
import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.check.Transaction.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Documents as lists of their versions: every write of a document appends to it. An import appends
 * to several in one transaction, an export reads all in one, and a write with {@code If-Match} is a
 * transaction of a read and an append.
 *
 * <p>A read shows the last element only. What was before it is known when the clients are done, and
 * every datacenter has told all versions of each document.
 */
public final class ListAppendWorkload implements Workload {

  private final String prefix;
  private final List<String> lists;

  /**
   * @param prefix begins the names of its documents
   * @param lists how many
   */
  public ListAppendWorkload(String prefix, int lists) {
    this.prefix = prefix + "-list";
    this.lists = Documents.names(this.prefix, lists);
  }

  @Override
  public String name() {
    return "list-append";
  }

  @Override
  public void prepare(WorkloadClient client) {
    append(client, lists);
  }

  @Override
  public void step(WorkloadClient client) {
    switch (client.random().nextInt(3)) {
      case 0 -> {
        List<String> some = new ArrayList<>(lists);
        Collections.shuffle(some, new Random(client.random().nextLong()));
        append(client, some.subList(0, 2 + client.random().nextInt(2)));
      }
      case 1 -> readOneAndAppend(client, lists.get(client.random().nextInt(lists.size())));
      default -> export(client);
    }
  }

  @Override
  public void readAll(WorkloadClient client) {
    for (String list : lists) {
      client.read(
          transaction(new Read(list, Optional.empty())),
          () -> transaction(new Read(list, Optional.of(Documents.versions(client.api(), list)))));
    }
    export(client);
  }

  @Override
  public List<ClientOperation<Action>> resolve(List<ClientOperation<Action>> history) {
    return LastElements.resolve(history);
  }

  @Override
  public CheckResult check(List<ClientOperation<Action>> history) {
    return ListAppend.check(ClientOperation.of(Transaction.class, history));
  }

  private void append(WorkloadClient client, List<String> to) {
    long element = client.value();
    client.write(
        new Transaction(to.stream().<Step>map(list -> new Append(list, element)).toList()),
        () -> client.api().catalog().importBundle(Documents.bundle(to, element), false));
  }

  private void export(WorkloadClient client) {
    client.read(
        new Transaction(
            lists.stream().<Step>map(list -> new Read(list, Optional.empty())).toList()),
        () -> {
          Map<String, Long> seen = Documents.values(client.api().catalog().export(), prefix);
          return new Transaction(
              lists.stream()
                  .<Step>map(list -> read(list, Optional.ofNullable(seen.get(list))))
                  .toList());
        });
  }

  private void readOneAndAppend(WorkloadClient client, String list) {
    int[] version = new int[1];
    Optional<Transaction> read =
        client.read(
            transaction(new Read(list, Optional.empty())),
            () -> {
              EntityView view = client.api().catalog().get(Documents.KIND, list);
              version[0] = view.version();
              return transaction(read(list, Optional.of(Documents.value(view.document()))));
            });
    if (read.isPresent()) {
      long element = client.value();
      client.write(
          transaction(read.get().steps().get(0), new Append(list, element)),
          () ->
              client
                  .api()
                  .catalog()
                  .update(Documents.KIND, list, version[0], Documents.document(list, element)));
    }
  }

  private static Read read(String list, Optional<Long> last) {
    return new Read(list, Optional.of(last.stream().toList()));
  }

  private static Transaction transaction(Step... steps) {
    return new Transaction(List.of(steps));
  }
}
