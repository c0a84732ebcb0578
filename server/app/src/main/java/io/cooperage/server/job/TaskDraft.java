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
  boolean held;
  Duration delay = Duration.ZERO;
  int failures;
  boolean recreate;
  boolean skipped;
  Optional<String> token;
  String message;
  boolean changed;

  TaskDraft(TaskRow row) {
    this.row = row;
    this.state = row.state();
    this.waitingOn = row.waitingOn();
    this.queue = row.queue();
    this.held = row.isHeld();
    this.failures = row.failures();
    this.recreate = row.recreate();
    this.skipped = row.skipped();
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
    return state == TaskState.NOT_SUBMITTED && waitingOn == 0 && queue.isEmpty() && !held;
  }

  boolean isAction(TaskAction action) {
    return row.action().filter(action::equals).isPresent();
  }

  void become(TaskState next, String why) {
    state = next;
    queue = Optional.empty();
    held = false;
    message = why;
    changed = true;
  }

  void release(String datacenter, Duration after) {
    become(TaskState.NOT_SUBMITTED, message);
    queue = Optional.of(datacenter);
    delay = after;
  }

  /** Its turn has come, but its job is paused. */
  void hold(Duration after) {
    become(TaskState.NOT_SUBMITTED, message);
    held = true;
    delay = after;
  }

  /** Its node waits for it and for no other. */
  boolean isNext() {
    return queue.isPresent() || held;
  }
}
