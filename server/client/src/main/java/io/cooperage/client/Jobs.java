package io.cooperage.client;

import io.cooperage.api.JobId;
import io.cooperage.api.JobView;
import io.cooperage.api.Page;
import io.cooperage.api.PlanView;
import io.cooperage.api.TaskView;
import java.util.Optional;

/** Jobs. */
public final class Jobs {
  private static final String JOBS = "jobs";
  private final Transport transport;

  Jobs(Transport transport) {
    this.transport = transport;
  }

  public JobView get(JobId id) {
    return transport.ask(Call.get(JOBS, id), JobView.class);
  }

  public Page<TaskView> tasks(JobId id, int limit, Optional<String> after) {
    return transport.page(Call.get(JOBS, id, "tasks"), limit, after, TaskView.class);
  }

  public PlanView plan(JobId id) {
    return transport.ask(Call.get(JOBS, id, "plan"), PlanView.class);
  }

  public JobView abort(JobId id) {
    return transport.ask(Call.post(JOBS, id, "abort"), JobView.class);
  }
}
