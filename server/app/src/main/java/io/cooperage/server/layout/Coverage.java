package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether so many machines can meet so many demands, every machine carrying one carriable set. From
 * cheap to dear: certificates found before, a greedy cover, cliques, the linear program with its
 * rounding, and an exhaustive search. Not thread-safe.
 */
final class Coverage {
  private static final int MAX_CERTIFICATES = 200;
  private static final int MAX_DEPTH = 400;

  private final SetSearch sets;
  private final Budget budget;
  private final int size;
  private final long[] excluded;
  private final long[] touched;
  private final List<Certificate> certificates = new ArrayList<>();
  private final Set<List<Integer>> hopeless = new HashSet<>();
  private int depth;

  Coverage(Model model, SetSearch sets, Budget budget) {
    this.sets = sets;
    this.budget = budget;
    this.size = model.size();
    this.excluded = new long[size];
    this.touched = new long[size];
    for (int unit = 0; unit < size; unit++) {
      excluded[unit] = sets.excluded(unit);
      touched[unit] = sets.touched(unit);
    }
  }

  /** What has been proven until now, whatever the demands. */
  List<Certificate> certificates() {
    return List.copyOf(certificates);
  }

  /** Whether a certificate says at once that the machines are too few. */
  boolean knownTooFew(int machines, int[] demands) {
    if (machines < 0 || Demands.most(demands, Demands.open(demands)) > machines) {
      return true;
    }
    budget.spend((1L + certificates.size()) * size);
    return certificates.stream().anyMatch(certificate -> certificate.refutes(machines, demands));
  }

  /** Whether what remains can be laid out. */
  boolean suffices(Remainder rest) {
    return rest.bounded() && suffices(rest.machines(), rest.demands());
  }

  /** Whether the machines suffice; parts that do not touch each other are looked at alone. */
  boolean suffices(int machines, int[] demands) {
    if (knownTooFew(machines, demands)) {
      return false;
    }
    if (greedy(machines, demands)) {
      return true;
    }
    long rest = Demands.open(demands);
    while (rest != 0) {
      long part = part(rest);
      if (!partSuffices(machines, Demands.only(demands, part))) {
        return false;
      }
      rest &= ~part;
    }
    return true;
  }

  private long part(long among) {
    long part = among & -among;
    long fresh = part;
    while (fresh != 0) {
      long next = 0;
      for (long rest = fresh; rest != 0; rest &= rest - 1) {
        next |= touched[Long.numberOfTrailingZeros(rest)];
      }
      fresh = next & among & ~part;
      part |= fresh;
    }
    return part;
  }

  private boolean partSuffices(int machines, int[] demands) {
    long open = Demands.open(demands);
    if (open == 0) {
      return true;
    }
    if (knownTooFew(machines, demands) || hopeless.contains(key(machines, demands))) {
      return false;
    }
    if (greedy(machines, demands)) {
      return true;
    }
    Optional<Certificate> clique = clique(machines, demands, open);
    if (clique.isPresent()) {
      remember(clique.get());
      return false;
    }
    CoverProgram program = new CoverProgram(sets, budget, demands);
    Optional<Certificate> refuted = program.refute(machines);
    if (refuted.isPresent()) {
      remember(refuted.get());
      return false;
    }
    if (rounded(program, machines, demands) || exhaustive(machines, demands, open)) {
      return true;
    }
    hopeless.add(key(machines, demands));
    return false;
  }

  private void remember(Certificate certificate) {
    if (certificates.size() == MAX_CERTIFICATES) {
      certificates.remove(0);
    }
    certificates.add(certificate);
  }

  private static List<Integer> key(int machines, int[] demands) {
    List<Integer> key = new ArrayList<>(demands.length + 1);
    key.add(machines);
    Arrays.stream(demands).forEach(key::add);
    return key;
  }

  /** Always the set with most open demand, as often as all of its units need it. */
  private boolean greedy(int machines, int[] demands) {
    int left = machines;
    int[] unmet = demands;
    for (long open = Demands.open(unmet); open != 0; open = Demands.open(unmet)) {
      if (left <= 0 || Demands.most(unmet, open) > left) {
        return false;
      }
      long set = sets.heaviest(open, Demands.weights(unmet), 0);
      if (set == SetSearch.NONE) {
        return false;
      }
      int times = Math.min(left, Demands.least(unmet, set));
      unmet = Demands.less(unmet, set, times);
      left -= times;
    }
    return true;
  }

  /** Units of which no two share a machine need as many machines as they demand together. */
  private Optional<Certificate> clique(int machines, int[] demands, long open) {
    for (long starts = open; starts != 0; starts &= starts - 1) {
      long clique = 0;
      long candidates = 1L << Long.numberOfTrailingZeros(starts);
      long demanded = 0;
      while (candidates != 0) {
        budget.spend(Long.bitCount(candidates));
        int chosen = mostDemanded(candidates, demands);
        demanded += demands[chosen];
        candidates = clique == 0 ? open & excluded[chosen] : candidates & excluded[chosen];
        clique |= 1L << chosen;
      }
      if (demanded > machines) {
        long[] weights = new long[size];
        for (long rest = clique; rest != 0; rest &= rest - 1) {
          weights[Long.numberOfTrailingZeros(rest)] = 1;
        }
        return Optional.of(new Certificate(weights, 1));
      }
    }
    return Optional.empty();
  }

  private static int mostDemanded(long candidates, int[] demands) {
    int chosen = Long.numberOfTrailingZeros(candidates);
    for (long rest = candidates; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      if (demands[unit] > demands[chosen]) {
        chosen = unit;
      }
    }
    return chosen;
  }

  /** Takes the whole machines of the divided solution and covers the little that is left. */
  private boolean rounded(CoverProgram program, int machines, int[] demands) {
    int left = machines;
    int[] unmet = demands;
    boolean any = false;
    for (int i = 0; i < program.count(); i++) {
      int times = program.wholes(i);
      if (times > 0) {
        left -= times;
        unmet = Demands.less(unmet, program.set(i), times);
        any = true;
      }
    }
    if (!any || left < 0) {
      return false;
    }
    return left <= machines / 2 ? suffices(left, unmet) : greedy(left, unmet);
  }

  /** Some machine must carry the most constrained unit: tries all that it can carry with it. */
  private boolean exhaustive(int machines, int[] demands, long open) {
    int unit = mostConstrained(open, demands);
    if (++depth > MAX_DEPTH) {
      throw new Budget.ExhaustedException();
    }
    try {
      for (long option : new MaximalSets(sets, budget, open).with(unit, demands)) {
        if (suffices(machines - 1, Demands.less(demands, option, 1))) {
          return true;
        }
      }
      return false;
    } finally {
      depth--;
    }
  }

  private int mostConstrained(long open, int[] demands) {
    int chosen = -1;
    int most = -1;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      int degree = Long.bitCount(touched[unit] & open);
      if (degree > most || (degree == most && demands[unit] > demands[chosen])) {
        most = degree;
        chosen = unit;
      }
    }
    return chosen;
  }
}
