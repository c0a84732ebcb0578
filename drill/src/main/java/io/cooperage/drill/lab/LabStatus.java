package io.cooperage.drill.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a lab is at this moment. */
public record LabStatus(
    List<DatacenterStatus> datacenters,
    boolean globalLoadBalancer,
    Optional<String> wanRtt,
    long memoryMebibytes) {

  /** How one datacenter is; {@code parts} by the name of the component. */
  public record DatacenterStatus(
      String name, Map<String, PartStatus> parts, boolean cut, boolean frozen) {}

  /** How one component is. */
  public record PartStatus(boolean well, String detail) {}

  /** Whether everything runs and does its work. */
  public boolean allWell() {
    return globalLoadBalancer
        && datacenters.stream()
            .allMatch(
                datacenter ->
                    !datacenter.cut()
                        && !datacenter.frozen()
                        && datacenter.parts().values().stream().allMatch(PartStatus::well));
  }
}
