/**
 * Tells others over HTTP what happened: signed, in the order of the events, at least once. One
 * server of all datacenters delivers; a cursor for each webhook says how far it is, so that whoever
 * comes next goes on there.
 */
package io.cooperage.server.webhook;
