/**
 * Fields as a plugin registered them: which there are, what their values may be, which are
 * sensitive, and which must be given. Pure.
 */
package io.cooperage.server.parameter;
