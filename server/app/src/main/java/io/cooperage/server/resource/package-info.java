/**
 * Plugin resources: the scripts, files and archives that plugins work with. Bytes lie once by their
 * SHA-256, in the database, so that every datacenter has them; names have versions, of which at
 * most one is active. A task is told the exact content, not the name.
 */
package io.cooperage.server.resource;
