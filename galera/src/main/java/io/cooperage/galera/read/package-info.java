/** Reads with a stated consistency: the same view everywhere, as of a commit, or local. */
package io.cooperage.galera.read;
