package io.cooperage.server;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Which ids this datacenter gives out: startNum, startNum + incrementBy, … The increment is the
 * same everywhere, startNum differs in each datacenter.
 */
public record IdsConfig(
    @Min(value = 1, message = "must be at least 1") long startNum,
    @Min(value = 1, message = "must be at least the number of datacenters")
        @Max(value = 1000, message = "must be at most 1000")
        long incrementBy) {

  @AssertTrue(
      message =
          "startNum must be at most incrementBy: number the datacenters from 1, and set incrementBy"
              + " to how many there are or may become")
  public boolean isWithinIncrement() {
    return startNum <= incrementBy;
  }
}
