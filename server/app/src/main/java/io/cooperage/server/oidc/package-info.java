/**
 * People who log in with an OpenID Connect issuer: its signed tokens become callers with a tenant
 * and a role.
 */
package io.cooperage.server.oidc;
