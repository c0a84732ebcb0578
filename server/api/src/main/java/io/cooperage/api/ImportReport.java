package io.cooperage.api;

import java.util.List;

/**
 * What an import did (or with {@code dryRun} would do) with each document: {@code created}, {@code
 * updated} or {@code unchanged}.
 */
public record ImportReport(boolean dryRun, List<ImportedEntity> entities) {}
