package io.cooperage.drill.run;

import java.time.Duration;

/**
 * How a datacenter came back; times from its start, or from the healing of the cut.
 *
 * @param transfer how its database caught up: IST, SST or NONE
 * @param synced until its database had caught up
 * @param whole until all of it served
 */
public record Return(String transfer, Duration synced, Duration whole) {}
