package io.cooperage.client;

import io.cooperage.api.TaskId;
import io.cooperage.api.TaskOutput;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TaskView;

/** Tasks. */
public final class Tasks {
  private static final String TASKS = "tasks";
  private final Transport transport;

  Tasks(Transport transport) {
    this.transport = transport;
  }

  public TaskView get(TaskId id) {
    return transport.ask(Call.get(TASKS, id), TaskView.class);
  }

  public TaskOutput output(TaskId id) {
    return transport.ask(Call.get(TASKS, id, "output"), TaskOutput.class);
  }

  /** Has a failed task tried again; with the last that is decided about, a failed job goes on. */
  public TaskView retry(TaskId id) {
    return transport.ask(Call.post(TASKS, id, "retry"), TaskView.class);
  }

  /**
   * Counts a failed task, or a clean-up that waits or has failed, as complete; with the last that
   * is decided about, a failed job goes on.
   */
  public TaskView skip(TaskId id) {
    return transport.ask(Call.post(TASKS, id, "skip"), TaskView.class);
  }

  /** Harmless when repeated with the same token; 409 {@code stale_token} when it came too late. */
  public void finish(TaskId id, TaskResult result) {
    transport.tell(Call.fenced("POST", TASKS, id, "finish").json(result));
  }
}
