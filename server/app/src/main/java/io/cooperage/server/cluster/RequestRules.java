package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.macro.Macros;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What a request for a cluster must look like, whatever the catalogue says. */
final class RequestRules {
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,255}");
  private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,188})");
  static final int MOST_MACHINES = 10_000;

  private RequestRules() {}

  /**
   * @throws ProblemException INVALID_REQUEST with one line for each wrong value
   */
  static void check(ClusterCreateRequest request) {
    List<String> errors = new ArrayList<>();
    if (request.name() == null || !NAME.matcher(request.name()).matches()) {
      errors.add(
          "name is %s; it must be 1 to 255 letters, digits, dots, dashes or underscores"
              .formatted(request.name() == null ? "missing" : "\"" + request.name() + "\""));
    }
    if (request.clusterTemplate() == null || request.clusterTemplate().isBlank()) {
      errors.add("clusterTemplate is missing; name the template to make the cluster from");
    }
    if (request.numMachines() < 1 || request.numMachines() > MOST_MACHINES) {
      errors.add(
          "numMachines is %d; it must be 1 to %d".formatted(request.numMachines(), MOST_MACHINES));
    }
    if (request.description().filter(text -> text.length() > 1024).isPresent()) {
      errors.add("description is longer than 1024 characters");
    }
    if (request.services().filter(RequestRules::hasGap).isPresent()) {
      errors.add("services has an entry that names no service");
    }
    if (request.services().filter(List::isEmpty).isPresent()) {
      errors.add("services is empty; leave it out for the template's defaults");
    }
    if (request.dnsSuffix().filter(text -> !SUFFIX.matcher(text).matches()).isPresent()) {
      errors.add("dnsSuffix is \"%s\", which is no domain".formatted(request.dnsSuffix().get()));
    }
    if (request.initialLeaseDuration().filter(lease -> lease > LeasePolicy.LONGEST).isPresent()) {
      errors.add(
          "initialLeaseDuration is %d ms; it must be at most %d, or 0 for no end"
              .formatted(request.initialLeaseDuration().get(), LeasePolicy.LONGEST));
    }
    request.config().ifPresent(config -> errors.addAll(configErrors(config)));
    refuse("The request for a cluster is wrong", errors);
  }

  /**
   * @throws ProblemException INVALID_REQUEST if it is no configuration
   */
  static void checkConfig(JsonNode config) {
    refuse("The configuration is wrong", configErrors(config));
  }

  /**
   * @throws ProblemException INVALID_REQUEST unless services are named, each once
   */
  static List<String> checkServices(List<String> services) {
    List<String> errors = new ArrayList<>();
    if (services == null || services.isEmpty()) {
      errors.add("services is empty; name at least one");
    } else if (hasGap(services)) {
      errors.add("services has an entry that names no service");
    } else if (new HashSet<>(services).size() < services.size()) {
      errors.add("services names one twice");
    }
    refuse("The request for services is wrong", errors);
    return services;
  }

  /**
   * @throws ProblemException INVALID_REQUEST if there are {@code errors}
   */
  static void refuse(String what, List<String> errors) {
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST, what + ": " + String.join("; ", errors) + ".")
          .withErrors(errors);
    }
  }

  private static List<String> configErrors(JsonNode config) {
    if (!config.isObject()) {
      return List.of("config must be a JSON object");
    }
    return Macros.check(config).stream().map(error -> "config." + error).toList();
  }

  private static boolean hasGap(List<String> services) {
    return services.stream().anyMatch(name -> name == null || name.isBlank());
  }
}
