package io.cooperage.cli;

import io.cooperage.api.Role;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage token}. */
@Command(
    name = "token",
    description = "Look at API tokens, make and revoke them.",
    subcommands = {
      TokenCommand.ListAll.class,
      TokenCommand.Create.class,
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
      Table table = new Table("ID", "NAME", "TENANT", "USER", "ROLE", "CREATED", "EXPIRES");
      tokens.forEach(
          one ->
              table.row(
                  one.id(),
                  one.name(),
                  one.tenant(),
                  one.user(),
                  one.role().wire(),
                  one.createTime(),
                  one.expireTime().map(Object::toString).orElse("never")));
      return table.print();
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

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TokenView made =
          client.tokens().create(new TokenRequest(name, tenant, user, role, expiresIn));
      terminal.print(made, () -> made.secret().orElse(""));
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
