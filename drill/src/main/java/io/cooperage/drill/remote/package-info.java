/**
 * Faults on real hosts: Debian under systemd, reached by SSH. A site file says which hosts a
 * datacenter has and what runs on them; each fault is a script on each host concerned, armed with a
 * timer of that host that heals it, whatever becomes of this process and its connections.
 */
package io.cooperage.drill.remote;
