/**
 * Sends what nobody should to every operation of the OpenAPI document, and looks what becomes of
 * it.
 */
package io.cooperage.server.hostile;
