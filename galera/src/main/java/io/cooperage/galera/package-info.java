/**
 * What a Java service needs to be right on MariaDB Galera, put together in one place: {@link
 * io.cooperage.galera.Galera}.
 */
package io.cooperage.galera;
