package io.cooperage.api;

import java.util.List;

/**
 * What became of looking the audit's chains over.
 *
 * @param intact nothing was found so far
 */
public record AuditVerification(boolean intact, List<AuditChainView> chains) {}
