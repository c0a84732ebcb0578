/** Tenants, how much they may use, and the tokens of their users. */
package io.cooperage.server.tenant;
