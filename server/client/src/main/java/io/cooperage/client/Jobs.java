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

  /** Nothing more of it is handed out; what workers have in hand ends and counts. */
  public JobView pause(JobId id) {
    return transport.ask(Call.post(JOBS, id, "pause"), JobView.class);
  }

  public JobView resume(JobId id) {
    return transport.ask(Call.post(JOBS, id, "resume"), JobView.class);
  }

  /** Has a job that failed or was aborted go on from where it stood. */
  public JobView retry(JobId id) {
    return transport.ask(Call.post(JOBS, id, "retry"), JobView.class);
  }
}
