package io.cooperage.api;

import java.util.Optional;

/**
 * Where a chain of the audit does not hold.
 *
 * @param position the place in question
 * @param id of the line there, if there is one
 * @param reason what does not fit
 */
public record BrokenAuditLine(long position, Optional<String> id, String reason) {}
