/**
 * Brings a Galera cluster back after a total blackout without losing what it has acknowledged. What
 * each node holds becomes {@link io.cooperage.galera.recovery.NodeEvidence evidence}, the {@link
 * io.cooperage.galera.recovery.RecoveryPlanner planner} makes of it a plan or a refusal, and {@link
 * io.cooperage.galera.recovery.Recovery} carries the plan out through a {@link
 * io.cooperage.galera.recovery.RecoverySite}.
 */
package io.cooperage.galera.recovery;
