/**
 * One effect and one answer for an Idempotency-Key, in whatever datacenter and however often it is
 * sent, with the semantics of draft-ietf-httpapi-idempotency-key-header.
 */
package io.cooperage.server.idempotency;
