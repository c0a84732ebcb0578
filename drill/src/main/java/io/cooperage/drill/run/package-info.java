/**
 * The drills: each runs a load against the lab, breaks something, mends it, and judges what the
 * clients and the workers recorded.
 */
package io.cooperage.drill.run;
