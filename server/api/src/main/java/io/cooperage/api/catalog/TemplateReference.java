package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Names the template that another extends or includes. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TemplateReference(String name) {}
