/**
 * Pools of machines that were there before us. A host is allocated by a guarded update of its row,
 * and only to a task whose token is live, so that no two clusters ever get the same host.
 */
package io.cooperage.server.pool;
