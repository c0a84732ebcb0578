package io.cooperage.server.resource;

import io.cooperage.api.ResourceView;

/** A version of a resource. */
record StoredResource(ResourceKey key, int version, Sha256 content, int size, ResourceState state) {
  ResourceView view() {
    return new ResourceView(
        key.kind(),
        key.pluginType(),
        key.resourceType(),
        key.name(),
        version,
        content.hex(),
        size,
        state.wire());
  }

  StoredResource in(ResourceState other) {
    return new StoredResource(key, version, content, size, other);
  }
}
