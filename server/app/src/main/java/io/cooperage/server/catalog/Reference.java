package io.cooperage.server.catalog;

/**
 * A place in a document where another is named that it cannot do without.
 *
 * @param path dotted, as findings say it
 */
record Reference(EntityName target, String path) {}
