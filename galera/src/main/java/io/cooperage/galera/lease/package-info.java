/**
 * Leases in the database: claimed under a new epoch, kept by beats, expired by others who saw the
 * beat stand still on their own clock. No wall clock is ever compared.
 */
package io.cooperage.galera.lease;
