/** Plugin resources on this worker: fetched by hash, verified, and kept in its work directory. */
package io.cooperage.provisioner.resource;
