package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened. {@code position} orders all events of all datacenters and is the SSE
 * event id.
 */
public record EventView(
    long position,
    String type,
    String tenant,
    String subject,
    Instant time,
    String datacenter,
    JsonNode data) {}
