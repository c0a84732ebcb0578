package io.cooperage.drill.report;

import java.util.Optional;

/**
 * A past run of a drill.
 *
 * @param report what it found; empty: it came to no end, or its report cannot be read
 */
public record Run(ReportDirectory directory, Optional<DrillReport> report) {}
