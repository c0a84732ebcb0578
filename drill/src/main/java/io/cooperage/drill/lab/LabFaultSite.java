package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.fault.StandingFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The faults of a lab, by the names that they have everywhere. Thread-safe. */
final class LabFaultSite implements FaultSite {

  private static final Duration LONGEST = Duration.ofHours(24);

  private final Lab lab;
  private final LabSite site;
  private final StandingFaults standing;
  private final LabLinkFaults links;
  private final LabProcessFaults processes;
  private final LabDiskFaults disks;

  LabFaultSite(Lab lab, LabSite site) {
    this.lab = lab;
    this.site = site;
    this.standing = site.directory().faults();
    this.links = new LabLinkFaults(site);
    this.processes = new LabProcessFaults(lab, site);
    this.disks = new LabDiskFaults(site, processes);
  }

  @Override
  public Set<FaultKind> kinds() {
    Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    if (!site.clock().possible()) {
      kinds.remove(FaultKind.CLOCK_SKEW);
    }
    if (!disks.possible()) {
      kinds.removeAll(
          EnumSet.of(FaultKind.FULL_DISK, FaultKind.READ_ONLY_DISK, FaultKind.HUNG_DISK));
    }
    return kinds;
  }

  @Override
  public Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed) {
    require(spec, deadMan);
    return lab.changing(() -> injectAlone(spec, deadMan, aimed));
  }

  private Injection injectAlone(FaultSpec spec, Duration deadMan, Runnable aimed) {
    standing
        .clashing(spec)
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "%s stands already, as fault %d; heal it first: bin/cooperage lab heal %2$d"
                      .formatted(other.what(), other.number()));
            });
    List<LabFault> planned = new ArrayList<>();
    StandingFault armed =
        standing.arm(
            spec,
            deadMan,
            fault -> {
              planned.add(plan(spec, fault));
              return healing(planned.get(0));
            });
    LabInjection injection = new LabInjection(lab, armed, planned.get(0).restore());
    try {
      planned.get(0).injection().accept(aimed);
      return injection;
    } catch (RuntimeException e) {
      injection.close();
      throw e;
    }
  }

  private void require(FaultSpec spec, Duration deadMan) {
    spec.targets().forEach(Datacenter::named);
    if (!kinds().contains(spec.kind())) {
      throw new IllegalArgumentException(
          "This lab cannot do %s; see docs/reference/faults.md.".formatted(spec.kind().wireName()));
    }
    if (deadMan.isNegative() || deadMan.isZero() || deadMan.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The dead man of %s is set to %s; give more than 0 and up to 24 h."
              .formatted(spec.kind().wireName(), deadMan));
    }
  }

  private LabFault plan(FaultSpec spec, StandingFault fault) {
    return switch (spec.kind()) {
      case CUT -> links.cut(spec, fault);
      case PARTIAL_CUT -> links.partialCut(spec, fault);
      case FLAPPING_LINK -> links.flapping(spec, fault);
      case WAN -> new LabWan(site).fault(spec);
      case HUNG_DATABASE -> links.hungDatabase(spec, fault);
      case POWER_LOSS -> links.down(spec, fault, processes.kill(spec, Component.everything()));
      case KILL -> processes.kill(spec, LabProcessFaults.only(spec));
      case FREEZE -> processes.freeze(spec, LabProcessFaults.only(spec));
      case DRAIN -> processes.drain(spec);
      case SERVER_LOSS -> processes.killServer(spec);
      case ZOOKEEPER_LOSS -> processes.kill(spec, EnumSet.of(Component.ZOOKEEPER));
      case LOAD_BALANCER_LOSS -> processes.kill(spec, EnumSet.of(Component.HAPROXY));
      case WORKER_LOSS -> processes.kill(spec, EnumSet.of(Component.PROVISIONER));
      case BLACKOUT -> processes.blackout();
      case FULL_DISK -> disks.full(spec);
      case READ_ONLY_DISK -> disks.readOnly(spec);
      case HUNG_DISK -> disks.hung(spec);
      case CLOCK_SKEW -> site.clock().skew(spec);
      case COMMIT_CUT -> new LabCommitCuts(site).fault(spec, fault);
      case BUSY_CPU -> processes.busyCores(spec, fault);
      case BACKUP -> new LabBackups(site).fault(spec, fault);
      case STATE_TRANSFER -> new LabStateTransfers(site, processes).fault(spec);
    };
  }

  private StandingFaults.Healing healing(LabFault fault) {
    return new StandingFaults.Healing(
        fault.undo(),
        fault.restore().stream().map(step -> command(step.arguments()) + " || exit 1").toList());
  }

  private String command(List<String> arguments) {
    Path checkout = site.programs().checkout();
    List<String> words = new ArrayList<>();
    words.add(checkout.resolve("bin/cooperage").toString());
    words.addAll(List.of("lab", "--index", Integer.toString(site.addresses().index())));
    words.addAll(List.of("--checkout", checkout.toString()));
    words.addAll(arguments);
    return Shell.command(words);
  }
}
