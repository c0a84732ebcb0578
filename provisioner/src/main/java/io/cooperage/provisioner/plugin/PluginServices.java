package io.cooperage.provisioner.plugin;

import io.cooperage.provisioner.machine.Machines;
import java.util.Optional;

/**
 * What a worker offers to its plugins; all of it is thread-safe. {@code machines} is there when the
 * configuration has an {@code ssh} section.
 */
public record PluginServices(
    PoolInventory pools, ResourceFiles resources, Optional<Machines> machines) {}
