/**
 * Sensitive values: sealed by data keys, which master keys wrap that only the servers have. Knows
 * nothing of documents and clusters; those say which value stands where, and a sealed value opens
 * nowhere else.
 */
package io.cooperage.server.secret;
