/**
 * The HTTP client of the API: used by provisioners, command line, drills and tests. Repeats a call
 * under the same {@code Idempotency-Key} until it is answered or its deadline is over, so that a
 * caller sees either an answer, a refusal ({@link io.cooperage.client.ApiException}) or {@link
 * io.cooperage.client.UnreachableException}.
 */
package io.cooperage.client;
