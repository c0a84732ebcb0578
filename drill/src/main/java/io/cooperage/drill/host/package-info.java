/**
 * What the lab asks of the machine that it runs on: commands, daemons, processes by namespace,
 * network namespaces. Knows nothing of datacenters.
 */
package io.cooperage.drill.host;
