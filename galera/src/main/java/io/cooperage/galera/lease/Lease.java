package io.cooperage.galera.lease;

/**
 * A row of table {@code lease} as it was read.
 *
 * @param name what is held
 * @param holder who held it last
 * @param epoch grows with every claim and says by its remainder in which datacenter it was made
 * @param beat grows with every renewal
 */
public record Lease(
    String name,
    String holder,
    String datacenter,
    String address,
    long epoch,
    long beat,
    LeaseState state) {}
