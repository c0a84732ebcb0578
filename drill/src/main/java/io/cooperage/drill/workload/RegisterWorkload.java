package io.cooperage.drill.workload;

import io.cooperage.api.EntityView;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.Linearizability;
import io.cooperage.drill.check.RegisterAction;
import io.cooperage.drill.check.RegisterAction.CompareAndSet;
import io.cooperage.drill.check.RegisterAction.Read;
import java.util.List;
import java.util.Optional;

/** Documents as registers: read one, then replace what was seen. */
public final class RegisterWorkload implements Workload {

  private final List<String> registers;

  /**
   * @param prefix begins the names of its documents
   * @param registers how many
   */
  public RegisterWorkload(String prefix, int registers) {
    this.registers = Documents.names(prefix + "-register", registers);
  }

  @Override
  public String name() {
    return "register";
  }

  @Override
  public void prepare(WorkloadClient client) {
    for (String register : registers) {
      long value = client.value();
      client.write(
          new CompareAndSet(register, Optional.empty(), value),
          () ->
              client
                  .api()
                  .catalog()
                  .put(Documents.KIND, register, Documents.document(register, value)));
    }
  }

  /** Two of three that read write too, so that many see the same version. */
  @Override
  public void step(WorkloadClient client) {
    String register = registers.get(client.random().nextInt(registers.size()));
    int[] version = new int[1];
    Optional<Read> read =
        client.read(
            new Read(register, Optional.empty()),
            () -> {
              EntityView view = client.api().catalog().get(Documents.KIND, register);
              version[0] = view.version();
              return new Read(register, Optional.of(Documents.value(view.document())));
            });
    if (read.isPresent() && client.random().nextInt(3) > 0) {
      long value = client.value();
      client.write(
          new CompareAndSet(register, read.get().seen(), value),
          () ->
              client
                  .api()
                  .catalog()
                  .update(
                      Documents.KIND, register, version[0], Documents.document(register, value)));
    }
  }

  @Override
  public void readAll(WorkloadClient client) {
    for (String register : registers) {
      client.read(
          new Read(register, Optional.empty()),
          () -> {
            EntityView view = client.api().catalog().get(Documents.KIND, register);
            return new Read(register, Optional.of(Documents.value(view.document())));
          });
    }
  }

  @Override
  public CheckResult check(List<ClientOperation<Action>> history) {
    return Linearizability.check(ClientOperation.of(RegisterAction.class, history));
  }
}
