package io.cooperage.server.worker;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What workers may say of themselves. It is kept in ZooKeeper, and on the roll that all read, so
 * none may be larger than these take.
 */
final class WorkerRules {
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,48}");
  private static final Pattern TYPE = Pattern.compile("[\\w.-]{1,128}");
  private static final int MOST_TYPES = 100;
  private static final int MOST_RUNNING = 1_000;
  private static final int LONGEST_TOKEN = 64;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_ADDRESSES = 10_000;

  private WorkerRules() {}

  /**
   * @throws ProblemException INVALID_REQUEST
   */
  static void check(WorkerRegistration registration) {
    if (registration.name() == null || !NAME.matcher(registration.name()).matches()) {
      throw wrong(
          "name is \"%s\"; it must be 1 to 48 letters, digits, dots, dashes or underscores."
              .formatted(registration.name()));
    }
    if (registration.providerTypes() == null || registration.automatorTypes() == null) {
      throw wrong("providerTypes and automatorTypes must be lists; [] if the worker has none.");
    }
    checkTypes("providerTypes", registration.providerTypes());
    checkTypes("automatorTypes", registration.automatorTypes());
  }

  private static void checkTypes(String field, List<String> types) {
    if (types.size() > MOST_TYPES) {
      throw wrong(
          "%s has %d types; a worker may have %d.".formatted(field, types.size(), MOST_TYPES));
    }
    for (String type : types) {
      if (type == null || !TYPE.matcher(type).matches()) {
        throw wrong(
            "%s has an entry that is not 1 to 128 letters, digits, dots, dashes or underscores."
                .formatted(field));
      }
    }
  }

  /**
   * @throws ProblemException INVALID_REQUEST
   */
  static void check(Heartbeat heartbeat) {
    List<TaskRef> running = heartbeat.running();
    if (running == null) {
      throw wrong("running must be the list of what the worker has in hand; [] if it has nothing.");
    }
    if (running.size() > MOST_RUNNING) {
      throw wrong(
          "running has %d tasks; a worker may have %d.".formatted(running.size(), MOST_RUNNING));
    }
    for (TaskRef one : running) {
      if (one == null
          || one.task() == null
          || one.token() == null
          || one.token().length() > LONGEST_TOKEN) {
        throw wrong("running has an entry without task and token; send those of the assignment.");
      }
    }
  }

  /**
   * @throws ProblemException INVALID_REQUEST
   */
  static void check(TaskResult result) {
    if (result.token() == null || result.worker() == null) {
      throw wrong("worker and token are missing; send those of the assignment.");
    }
    if (result.worker().length() > LONGEST_NAME) {
      throw wrong("worker is longer than " + LONGEST_NAME + " characters; send the session's id.");
    }
    if (result.datacenter() != null
        && result.datacenter().filter(name -> name.length() > LONGEST_NAME).isPresent()) {
      throw wrong("datacenter is longer than " + LONGEST_NAME + " characters; name a datacenter.");
    }
    if (result.addresses() != null && result.addresses().toString().length() > LONGEST_ADDRESSES) {
      throw wrong("addresses have more than " + LONGEST_ADDRESSES + " characters together.");
    }
    if (result.credentials().values().stream().anyMatch(Objects::isNull)) {
      throw wrong("credentials have a name without a value; leave it out.");
    }
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(ErrorCode.INVALID_REQUEST, detail);
  }
}
