package io.cooperage.api;

import java.util.List;

/**
 * What would be left without a catalogue document if that were deleted. The lists are cut, the
 * counts are not.
 */
public record EntityUsage(
    List<DocumentUse> documents,
    long documentCount,
    List<ClusterUse> clusters,
    long clusterCount) {}
