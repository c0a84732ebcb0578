/**
 * Three datacenters on one machine: each in a network namespace of its own with a Galera node, a
 * ZooKeeper, two servers behind an HAProxy, a provisioner and a pool of small machines, joined by a
 * WAN namespace and fronted by a global HAProxy. {@link io.cooperage.drill.lab.Lab} is the door.
 */
package io.cooperage.drill.lab;
