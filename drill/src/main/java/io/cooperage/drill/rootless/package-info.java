/**
 * A lab for who is not root: the commands that need root run again as the root of a user namespace
 * that belongs to the lab, and meet there what a root's lab has. Nothing inside knows of it but the
 * global load balancer, which also listens where the {@link io.cooperage.drill.rootless.DoorRelay}
 * finds it.
 */
package io.cooperage.drill.rootless;
