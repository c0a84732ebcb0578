package io.cooperage.drill.lab;

import io.cooperage.galera.recovery.StateTransfer;
import java.time.Duration;

/** How a datacenter came back: when it was whole again, and how its database caught up. */
public record StartReport(
    String datacenter, Duration untilWhole, Duration untilDatabaseSynced, StateTransfer transfer) {}
