package io.cooperage.galera.recovery;

import java.util.OptionalLong;

/**
 * What is given up with a node.
 *
 * @param transactions how many exactly; empty if nobody can know
 * @param what for people, with the figures
 */
public record PossibleLoss(String node, OptionalLong transactions, String what) {}
