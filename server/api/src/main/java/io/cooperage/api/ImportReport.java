package io.cooperage.api;

import java.util.List;

/**
 * What an import did (or with {@code dryRun} would do) with each document: {@code created}, {@code
 * updated} or {@code unchanged}. {@code breaks}: templates of other tenants that cannot be put
 * together any more with what is shared now; a line for each.
 */
public record ImportReport(boolean dryRun, List<ImportedEntity> entities, List<String> breaks) {}
