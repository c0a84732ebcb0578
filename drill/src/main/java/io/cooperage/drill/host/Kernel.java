package io.cooperage.drill.host;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The system calls that Java has no door to. */
public interface Kernel extends Library {

  /** The C library of this process. */
  Kernel INSTANCE = Native.load("c", Kernel.class);

  /** Goes to nobody; tells whether the process is there. */
  int NO_SIGNAL = 0;

  int SIGKILL = 9;
  int SIGTERM = 15;
  int SIGCONT = 18;
  int SIGSTOP = 19;

  /** Sends a signal; returns -1 if the process is gone. */
  int kill(int pid, int signal);

  /** Opens a device; returns its descriptor, or -1. */
  int open(String path, int flags);

  /** Asks a device for something; returns -1 if it refuses. */
  int ioctl(int descriptor, long request, byte[] argument);

  /** Reads one packet; returns its length, or -1. */
  long read(int descriptor, byte[] buffer, long count);

  /** Writes one packet; returns its length, or -1. */
  long write(int descriptor, byte[] buffer, long count);
}
