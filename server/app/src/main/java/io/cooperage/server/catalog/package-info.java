/**
 * The catalogue: providers, hardware types, image types, services, templates and plugin types, each
 * version an immutable row, each name guarded by its head row. Checks documents strictly when they
 * are written, so that whoever reads them need not.
 */
package io.cooperage.server.catalog;
