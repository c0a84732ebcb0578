/** Whether this process, its node and its datacenter can serve, and why not. */
package io.cooperage.server.health;
