/** Real servers on real nodes, in the process of a test. */
package io.cooperage.server.testing;
