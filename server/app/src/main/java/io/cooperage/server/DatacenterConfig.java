package io.cooperage.server;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Where this server stands.
 *
 * @param name of the datacenter, the same for all its servers
 * @param server name of this server, unique in the datacenter; default: host name and port
 * @param address URL under which people reach this server; default: host name and port
 */
public record DatacenterConfig(
    @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,31}",
            message = "must be 1 to 32 of a-z, 0-9 and -, such as dc1")
        @NotNull(message = "is missing: give it a name such as dc1")
        String name,
    @Size(min = 1, max = 128) String server,
    @Size(min = 1, max = 255) String address) {}
