package io.cooperage.api;

import java.util.Optional;

/**
 * The lines of one datacenter's chain that were looked over.
 *
 * @param after the place before the first of them
 * @param upTo the place of the last of them; less than {@code head}: go on after it
 * @param hash of the line at {@code upTo}; noted elsewhere, it tells later whether lines up to
 *     there were changed since
 * @param head where the chain ends
 * @param waiting lines that have no place yet
 * @param broken the first line that is not what was chained
 */
public record AuditChainView(
    String datacenter,
    long after,
    long upTo,
    String hash,
    long head,
    long waiting,
    Optional<BrokenAuditLine> broken) {}
