/**
 * What every request passes: request id, size limits, the readiness gate, the consistency asked
 * for, and the mappers that turn each refusal into one problem document.
 */
package io.cooperage.server.web;
