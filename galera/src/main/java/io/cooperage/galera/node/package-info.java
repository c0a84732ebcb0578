/** The local database node: how to reach it, whether it is usable, and the pool of connections. */
package io.cooperage.galera.node;
