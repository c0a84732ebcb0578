package io.cooperage.server.cluster;

import io.cooperage.api.ClusterCreateRequest;

/**
 * What a new cluster was made from. It is kept with its first job until that is planned: whoever
 * plans makes the cluster anew if the catalogue was another one by the time it was asked for.
 *
 * @param catalogStamp the state of the catalogue
 */
public record SpecOrigin(String catalogStamp, ClusterCreateRequest request) {}
