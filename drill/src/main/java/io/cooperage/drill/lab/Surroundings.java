package io.cooperage.drill.lab;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the program that runs this one in namespaces of their own tells it, through the environment.
 *
 * @param door a socket on which the global load balancer is to listen, too
 * @param caller the number of that program, by which people know this one
 */
public record Surroundings(Optional<Path> door, Optional<String> caller) {

  /** Where that program keeps its files, within the lab's directory. */
  public static final String DIRECTORY = "rootless";

  private static final String DOOR = "COOPERAGE_DOOR";
  private static final String CALLER = "COOPERAGE_CALLER";

  static Surroundings current() {
    return of(System.getenv());
  }

  static Surroundings of(Map<String, String> environment) {
    return new Surroundings(
        Optional.ofNullable(environment.get(DOOR)).map(Path::of),
        Optional.ofNullable(environment.get(CALLER)));
  }

  /** What to put into the environment of a program, so that it knows. */
  public Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    door.ifPresent(path -> variables.put(DOOR, path.toString()));
    caller.ifPresent(process -> variables.put(CALLER, process));
    return variables;
  }
}
