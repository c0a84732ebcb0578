/**
 * Brings a Galera cluster back after a total blackout without losing what it has acknowledged. What
 * each node holds becomes {@link io.cooperage.galera.recovery.NodeEvidence evidence}, and the
 * {@link io.cooperage.galera.recovery.RecoveryPlanner planner} makes of it a plan or a refusal.
 */
package io.cooperage.galera.recovery;
