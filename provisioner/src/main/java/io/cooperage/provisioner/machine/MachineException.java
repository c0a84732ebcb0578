package io.cooperage.provisioner.machine;

/** A machine cannot be reached, is not the one that was registered, or broke off. */
public final class MachineException extends Exception {
  private static final long serialVersionUID = 1L;

  public MachineException(String message) {
    super(message);
  }

  public MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
