package io.cooperage.provisioner.machine;

import java.util.Map;

/**
 * Where to log in and the host key that must be shown, in OpenSSH's format ({@code ssh-ed25519
 * AAAA…}). Travels in the node's properties, so that any worker can work on the machine.
 */
public record MachineLogin(String address, int port, String user, String hostKey) {
  private static final String ADDRESS = "ssh.address";
  private static final String PORT = "ssh.port";
  private static final String USER = "ssh.user";
  private static final String HOST_KEY = "ssh.hostkey";

  public Map<String, String> asProperties() {
    return Map.of(ADDRESS, address, PORT, Integer.toString(port), USER, user, HOST_KEY, hostKey);
  }

  /**
   * @throws MachineException if the properties are not complete
   */
  public static MachineLogin of(Map<String, String> properties) throws MachineException {
    try {
      return new MachineLogin(
          require(properties, ADDRESS),
          Integer.parseInt(require(properties, PORT)),
          require(properties, USER),
          require(properties, HOST_KEY));
    } catch (NumberFormatException e) {
      throw new MachineException(
          "The node's property " + PORT + " is \"" + properties.get(PORT) + "\", not a number.", e);
    }
  }

  private static String require(Map<String, String> properties, String name)
      throws MachineException {
    String value = properties.get(name);
    if (value == null || value.isBlank()) {
      throw new MachineException(
          "The node has no property "
              + name
              + ", so nobody can log in. Its provider must give "
              + "ssh.address, ssh.port, ssh.user and ssh.hostkey when it creates a machine.");
    }
    return value;
  }

  @Override
  public String toString() {
    return user + "@" + address + ":" + port;
  }
}
