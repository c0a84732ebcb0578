package io.cooperage.api;

/** When a cluster's lease ends, in epoch milliseconds; 0 = never. */
public record LeaseView(ClusterId id, long expireTime) {}
