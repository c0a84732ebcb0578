/**
 * What the clients of a drill saw, and the checks over it. The ledger's events go to a file as JSON
 * lines; everything else here is a pure function over them and over what the datacenters say in the
 * end, so that a stored history can be judged again.
 */
package io.cooperage.drill.history;
