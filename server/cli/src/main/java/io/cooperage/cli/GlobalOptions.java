package io.cooperage.cli;

import picocli.CommandLine.Option;

/** Options that every command of the API has; given before or after its name. */
final class GlobalOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the API is. Default: COOPERAGE_URL, else .lab/env of a running lab.")
  private String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "API token. Default: COOPERAGE_TOKEN, else .lab/env. Prefer those: a command line is"
              + " seen by others on the machine.")
  private String token;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES}. Default: table.")
  private OutputFormat output;

  String url(GlobalOptions outer) {
    return url == null ? outer.url : url;
  }

  String token(GlobalOptions outer) {
    return token == null ? outer.token : token;
  }

  OutputFormat output(GlobalOptions outer) {
    if (output != null) {
      return output;
    }
    return outer.output == null ? OutputFormat.table : outer.output;
  }
}
