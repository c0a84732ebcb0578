package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A cluster template with all that it extends and includes merged in, as clusters are made from it.
 *
 * @param version of the template's own document; 0 if that is not stored yet
 * @param parts in the order of merging, the template itself last
 */
public record ResolvedTemplate(
    String name,
    int version,
    JsonNode document,
    List<TemplatePart> parts,
    List<ValueOrigin> origins) {}
