package io.cooperage.provisioner.worker;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.HeartbeatAnswer;
import io.cooperage.api.TakeAnswer;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerSession;

/**
 * What a worker asks of the servers. The program speaks HTTP behind it; tests put a server of their
 * own there and a clock. All calls can be interrupted.
 */
public interface WorkerApi {
  WorkerSession register(WorkerRegistration registration)
      throws ServerException, InterruptedException;

  HeartbeatAnswer heartbeat(String session, Heartbeat heartbeat)
      throws ServerException, InterruptedException;

  /** Long poll. */
  TakeAnswer take(String session, TakeRequest request) throws ServerException, InterruptedException;

  void finish(TaskId task, TaskResult result) throws ServerException, InterruptedException;

  /** The session ends and what it still has goes to others at once. */
  void deregister(String session) throws ServerException, InterruptedException;
}
