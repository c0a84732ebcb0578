package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The views that a Galera node has installed, by what it logs; members go by the ids that they have
 * from one start to the next. Takes the log in pieces of whole lines. Not thread-safe.
 */
final class ViewLog {

  private static final String ID = "([0-9a-f]+-[0-9a-f]+)";
  private static final Pattern START =
      Pattern.compile(".* WSREP: \\(" + ID + ", '[^']*'\\) listening at .*");
  private static final Pattern BEGIN =
      Pattern.compile(".* WSREP: view\\(view_id\\((PRIM|NON_PRIM)," + ID + ",(\\d+)\\) memb \\{");
  private static final Pattern MEMBER = Pattern.compile("\\s+" + ID + ",\\d+");
  private static final String END = "} joined {";

  private final Set<String> ids = new TreeSet<>();
  private Optional<View> reading = Optional.empty();
  private Set<String> before = Set.of();

  /**
   * A view.
   *
   * @param id the same to all who have it
   * @param lost members of the node's view before
   */
  record View(String id, boolean primary, Set<String> members, Set<String> lost) {}

  /** The ids that the node has had. */
  Set<String> ids() {
    return Set.copyOf(ids);
  }

  /** The views that the next lines tell of. */
  List<View> read(String lines) {
    List<View> views = new ArrayList<>();
    lines.lines().forEach(line -> read(line, views));
    return views;
  }

  private void read(String line, List<View> views) {
    Matcher start = START.matcher(line);
    Matcher begin = BEGIN.matcher(line);
    Matcher member = MEMBER.matcher(line);
    if (start.matches()) {
      ids.add(start.group(1));
      before = Set.of();
      reading = Optional.empty();
    } else if (begin.matches()) {
      String id = String.join(",", begin.group(1), begin.group(2), begin.group(3));
      reading = Optional.of(new View(id, begin.group(1).equals("PRIM"), new TreeSet<>(), Set.of()));
    } else if (member.matches()) {
      reading.ifPresent(view -> view.members().add(member.group(1)));
    } else if (line.equals(END)) {
      reading.ifPresent(view -> views.add(whole(view)));
      reading = Optional.empty();
    }
  }

  private View whole(View view) {
    Set<String> lost = new TreeSet<>(before);
    lost.removeAll(view.members());
    before = Set.copyOf(view.members());
    return new View(view.id(), view.primary(), Set.copyOf(view.members()), lost);
  }
}
