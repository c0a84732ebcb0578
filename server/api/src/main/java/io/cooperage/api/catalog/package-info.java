/**
 * The documents of the catalogue in their JSON form, for those who use them. Reading is lenient: an
 * absent list is empty, numbers stand for strings, unknown fields are passed over. Strictness lives
 * where documents are written, in the server's room {@code catalog}.
 */
package io.cooperage.api.catalog;
