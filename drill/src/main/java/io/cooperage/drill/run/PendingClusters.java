package io.cooperage.drill.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.Page;
import io.cooperage.client.Call;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.history.DrillJson;
import java.util.Optional;

/** The clusters on which a job is under way, of the whole lab: few among all that it ever had. */
public final class PendingClusters {

  private static final int PAGE = 200;

  private PendingClusters() {}

  /**
   * In the order of their ids.
   *
   * @param after where the page before said that it ended
   */
  public static Page<ClusterSummary> page(CooperageClient client, Optional<String> after) {
    Call call =
        Call.get("clusters")
            .query("state", ClusterState.PENDING.wire())
            .query("limit", PAGE)
            .query("after", after);
    return DrillJson.MAPPER.convertValue(
        client.call(call, JsonNode.class).body(), new TypeReference<Page<ClusterSummary>>() {});
  }
}
