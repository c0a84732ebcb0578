/** Schema changes, made once for the whole cluster from one place; servers only verify. */
package io.cooperage.galera.schema;
