/** Who changed what: one line in the transaction of each change of meaning. */
package io.cooperage.server.audit;
