/**
 * What tenants use: machine and cluster time, from the times that stand in the database, by tenant,
 * template, user and period. The use of terminated clusters is kept apart and outlives them.
 */
package io.cooperage.server.usage;
