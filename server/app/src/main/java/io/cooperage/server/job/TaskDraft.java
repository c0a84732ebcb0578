package io.cooperage.server.job;

import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import java.time.Duration;
import java.util.Optional;

/** A task while it is worked out what becomes of it. Confined to one thread. */
final class TaskDraft {
  final TaskRow row;
  TaskState state;
  int waitingOn;
  Optional<String> queue;
  Duration delay = Duration.ZERO;
  int failures;
  boolean recreate;
  Optional<String> token;
  String message;
  boolean changed;

  TaskDraft(TaskRow row) {
    this.row = row;
    this.state = row.state();
    this.waitingOn = row.waitingOn();
    this.queue = row.queue();
    this.failures = row.failures();
    this.recreate = row.recreate();
    this.token = row.token();
    this.message = row.message();
  }

  int number() {
    return row.id().number();
  }

  boolean isEnded() {
    return switch (state) {
      case COMPLETE, FAILED, DROPPED -> true;
      case NOT_SUBMITTED, IN_PROGRESS -> false;
    };
  }

  boolean isReady() {
    return state == TaskState.NOT_SUBMITTED && waitingOn == 0 && queue.isEmpty();
  }

  boolean isAction(TaskAction action) {
    return row.action().filter(action::equals).isPresent();
  }

  void become(TaskState next, String why) {
    state = next;
    queue = Optional.empty();
    message = why;
    changed = true;
  }

  void release(String datacenter, Duration after) {
    state = TaskState.NOT_SUBMITTED;
    queue = Optional.of(datacenter);
    delay = after;
    changed = true;
  }
}
