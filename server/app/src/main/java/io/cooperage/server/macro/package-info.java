/**
 * Fills what is known only of a running cluster ({@code %host.service.mysql-server%}) into its
 * configuration and links. Pure.
 */
package io.cooperage.server.macro;
