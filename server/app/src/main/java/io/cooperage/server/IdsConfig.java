package io.cooperage.server;

import io.cooperage.galera.ids.IdSpace;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Which ids this datacenter gives out: startNum, startNum + incrementBy, … The increment is the
 * same everywhere, startNum differs in each datacenter.
 */
public record IdsConfig(
    @NotNull(message = "is missing: number the datacenters from 1")
        @Min(value = 1, message = "must be at least 1")
        Long startNum,
    @NotNull(message = "is missing: use the number of datacenters that there may ever be")
        @Min(value = 1, message = "must be at least the number of datacenters")
        @Max(value = 1000, message = "must be at most 1000")
        Long incrementBy) {

  @AssertTrue(
      message =
          "startNum must be at most incrementBy: number the datacenters from 1, and set incrementBy"
              + " to how many there are or may become")
  public boolean isWithinIncrement() {
    return startNum == null || incrementBy == null || startNum <= incrementBy;
  }

  IdSpace space() {
    return new IdSpace(startNum, incrementBy);
  }
}
