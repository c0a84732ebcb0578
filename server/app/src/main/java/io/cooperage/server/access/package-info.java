/**
 * Who calls: bearer tokens, of which only the hash is stored, become a {@code Caller} with a role.
 */
package io.cooperage.server.access;
