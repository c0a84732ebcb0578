package io.cooperage.drill.run;

import io.cooperage.api.JobId;
import io.cooperage.api.JobView;
import io.cooperage.api.TaskView;
import java.util.List;

/** The jobs of a drill's clusters, as a take-over is watched. */
interface WatchedJobs {

  /** The latest jobs of the clusters that are pending. */
  List<JobView> open();

  /** In the order of the ids. */
  List<JobView> jobs(List<JobId> ids);

  List<TaskView> tasks(JobId id);
}
