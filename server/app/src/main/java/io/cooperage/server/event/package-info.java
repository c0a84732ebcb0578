/**
 * What happened, for others: an outbox written in the transaction of the change, one order over all
 * datacenters given by a leased sequencer, and a stream that resumes anywhere.
 */
package io.cooperage.server.event;
