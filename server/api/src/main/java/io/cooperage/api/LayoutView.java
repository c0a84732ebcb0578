package io.cooperage.api;

import java.util.List;

/** Which services go on which machines: {@code count} machines each. */
public record LayoutView(List<NodeLayout> layouts) {}
