package io.cooperage.server.access;

import io.cooperage.api.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What docs/reference/access.md says. */
final class AccessPage {
  private AccessPage() {}

  /** The lines of the table whose first heading is {@code heading}. */
  static List<String> rows(String heading) throws IOException {
    return Files.readAllLines(Path.of("../../docs/reference/access.md")).stream()
        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  /** By operation: the roles that may call it. */
  static Map<String, Set<Role>> rolesOfOperations() throws IOException {
    Map<String, Set<Role>> found = new TreeMap<>();
    for (String row : rows("operation")) {
      String[] cells = row.split("\\|");
      Set<Role> roles = EnumSet.noneOf(Role.class);
      for (Role role : Role.values()) {
        if (cells[3 + role.ordinal()].strip().equals("yes")) {
          roles.add(role);
        }
      }
      found.put(cells[1].strip().replace("`", ""), roles);
    }
    return found;
  }
}
