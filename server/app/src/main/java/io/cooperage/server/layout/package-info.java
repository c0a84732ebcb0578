/**
 * Decides which services go on which machines. Pure: a {@link
 * io.cooperage.server.layout.LayoutProblem} goes in, a {@link
 * io.cooperage.server.layout.LayoutAnswer} comes out, and the same problem always has the same
 * answer, in any datacenter.
 */
package io.cooperage.server.layout;
