package io.cooperage.cli;

import io.cooperage.client.ApiException;
import io.cooperage.client.UnreachableException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Turns what went wrong into a message with the next step, and an exit code. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof ApiException refused) {
      printRefusal(refused, err);
      return ExitCodes.REFUSED;
    }
    if (failure instanceof RefusedException refused) {
      err.println(refused.getMessage());
      return ExitCodes.REFUSED;
    }
    if (failure instanceof UnreachableException unreachable) {
      err.println(unreachable.getMessage());
      err.println("Is it running? 'make status' shows the lab; --url names another address.");
      return ExitCodes.UNREACHABLE;
    }
    if (failure instanceof WaitedInVainException late) {
      err.println(late.getMessage());
      return ExitCodes.WAITED_IN_VAIN;
    }
    throw failure;
  }

  private static void printRefusal(ApiException refused, PrintWriter err) {
    err.println(
        "Refused ("
            + refused.status()
            + " "
            + refused.problem().code()
            + "): "
            + refused.problem().detail());
    refused.problem().errors().forEach(line -> err.println("  " + line));
    refused
        .problem()
        .retryAfter()
        .ifPresent(seconds -> err.println("Try again in " + seconds + " s."));
    if (!refused.problem().requestId().isEmpty()) {
      err.println(
          "Request "
              + refused.problem().requestId()
              + " in datacenter "
              + refused.problem().datacenter());
    }
  }
}
