package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/** What an administrator decides for all clusters of a template. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Administration(Optional<LeaseDuration> leaseduration) {
  public static final Administration NONE = new Administration(Optional.empty());

  public Administration {
    leaseduration = Absent.optional(leaseduration);
  }
}
