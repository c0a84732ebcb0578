package io.cooperage.cli;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.TokenView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage token}. */
@Command(
    name = "token",
    description = "Look at API tokens, make, rotate and revoke them.",
    subcommands = {
      TokenCommand.ListAll.class,
      TokenCommand.Create.class,
      TokenCommand.Rotate.class,
      TokenCommand.Revoke.class
    })
final class TokenCommand extends GroupCommand {

  /** {@code token list}. */
  @Command(name = "list", description = "List tokens; their secrets are not kept.")
  static final class ListAll extends ApiCommand {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<TokenView> tokens = Paged.all(after -> client.tokens().list(Paged.SIZE, after));
      terminal.print(tokens, () -> table(tokens));
    }

    private static String table(List<TokenView> tokens) {
      Table table = new Table("ID", "NAME", "TENANT", "USER", "ROLE", "SCOPES", "USED", "EXPIRES");
      tokens.forEach(
          one ->
              table.row(
                  one.id(),
                  one.name(),
                  one.tenant(),
                  one.user(),
                  one.role().wire(),
                  scopes(one),
                  one.lastUseTime().map(Object::toString).orElse("never"),
                  one.expireTime().map(Object::toString).orElse("never")));
      return table.print();
    }

    private static String scopes(TokenView token) {
      return token.scopes().equals(Scope.of(token.role()))
          ? "all"
          : token.scopes().stream().map(Scope::wire).collect(Collectors.joining(","));
    }
  }

  /** {@code token create}. */
  @Command(name = "create", description = "Make a token. Its secret is printed once, now.")
  static final class Create extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "What it is for.")
    private String name;

    @Option(names = "--tenant", required = true, description = "Whose it is.")
    private String tenant;

    @Option(names = "--user", required = true, description = "Who uses it.")
    private String user;

    @Option(
        names = "--role",
        defaultValue = "member",
        description =
            "superadmin, admin, operator, member, viewer or worker. Default: ${DEFAULT-VALUE}.")
    private Role role;

    @Option(
        names = "--expires-in",
        paramLabel = "SECONDS",
        description = "When it ends. Default: never.")
    private Optional<Long> expiresIn;

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        split = ",",
        description = "What it may do, such as clusters:read. Default: all that its role may.")
    private Set<Scope> scopes;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TokenRequest wanted =
          new TokenRequest(name, tenant, user, role, expiresIn, Optional.ofNullable(scopes));
      TokenView made = client.tokens().create(wanted);
      terminal.print(made, () -> made.secret().orElse(""));
    }
  }

  /** {@code token rotate}. */
  @Command(name = "rotate", description = "Give a token a new secret. It is printed once, now.")
  static final class Rotate extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "As 'cooperage token list' shows it.")
    private String id;

    @Option(
        names = "--overlap",
        paramLabel = "SECONDS",
        description = "How long the present secret stays valid. Default: 3600.")
    private Optional<Long> overlap;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TokenView rotated = client.tokens().rotate(id, new TokenRotation(overlap));
      terminal.print(rotated, () -> rotated.secret().orElse(""));
    }
  }

  /** {@code token revoke}. */
  @Command(name = "revoke", description = "End a token now.")
  static final class Revoke extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "As 'cooperage token list' shows it.")
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      client.tokens().revoke(id);
      terminal.say("Token " + id + " is revoked.");
    }
  }
}
