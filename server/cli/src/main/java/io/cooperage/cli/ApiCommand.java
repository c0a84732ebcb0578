package io.cooperage.cli;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that talks to the API. */
@Command(sortOptions = false)
abstract class ApiCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Mixin private GlobalOptions options;
  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  /** Does it; whatever is thrown becomes a message and an exit code. */
  abstract void run(CooperageClient client, Terminal terminal);

  @Override
  public final Integer call() {
    GlobalOptions outer =
        spec.root().userObject() instanceof Cooperage root ? root.options() : new GlobalOptions();
    LabEnvironment environment = new LabEnvironment(System.getenv(), Path.of(""));
    String url =
        given(options.url(outer), environment, "COOPERAGE_URL", "Where is the API? Give --url");
    String token =
        given(options.token(outer), environment, "COOPERAGE_TOKEN", "Who are you? Give --token");
    Terminal terminal =
        new Terminal(
            options.output(outer), spec.commandLine().getOut(), spec.commandLine().getErr());
    run(new CooperageClient(ClientConfig.of(uri(url), token).withDeadline(PATIENCE)), terminal);
    return ExitCodes.OK;
  }

  /** A complaint about the command line: exit code 2, with the usage. */
  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private String given(String option, LabEnvironment environment, String variable, String ask) {
    if (option != null) {
      return option;
    }
    return environment
        .find(variable)
        .orElseThrow(
            () ->
                usage(
                    ask
                        + " or set "
                        + variable
                        + ", or start a lab here with 'make up', which writes .lab/env."));
  }

  private URI uri(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw usage("\"" + url + "\" is no URL; write for example http://127.0.0.1:8080");
    }
    throw usage("\"" + url + "\" is no URL; write for example http://127.0.0.1:8080");
  }
}
