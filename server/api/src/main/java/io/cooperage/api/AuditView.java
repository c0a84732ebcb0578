package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Who changed what, where. */
public record AuditView(
    String id,
    Instant time,
    String tenant,
    String user,
    String action,
    String subject,
    String datacenter,
    String requestId,
    JsonNode detail) {}
