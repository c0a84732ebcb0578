package io.cooperage.cli;

import io.cooperage.api.DeliveryState;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage webhook}. */
@Command(
    name = "webhook",
    description = "Have others told of what happens.",
    subcommands = {
      WebhookCommand.ListAll.class,
      WebhookCommand.Create.class,
      WebhookCommand.Get.class,
      WebhookCommand.Update.class,
      WebhookCommand.Enable.class,
      WebhookCommand.Disable.class,
      WebhookCommand.Rotate.class,
      WebhookCommand.Ping.class,
      WebhookCommand.Log.class,
      WebhookCommand.Redeliver.class,
      WebhookCommand.Delete.class
    })
final class WebhookCommand extends GroupCommand {
  private static final String ID = "As 'cooperage webhook list' shows it.";

  /** {@code webhook list}. */
  @Command(name = "list", description = "List the tenant's webhooks.")
  static final class ListAll extends ApiCommand {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<WebhookView> all = Paged.all(after -> client.webhooks().list(Paged.SIZE, after));
      terminal.print(all, () -> table(all));
    }
  }

  /** {@code webhook create}. */
  @Command(
      name = "create",
      description = "Make a webhook. The secret that its messages are signed with is printed once.")
  static final class Create extends ApiCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "What it is for.")
    private String name;

    @Parameters(index = "1", paramLabel = "URL", description = "Where messages are posted.")
    private String url;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        defaultValue = "*",
        description =
            "Which events: such as cluster.active or 'cluster.*'; several times for more."
                + " Default: all.")
    private List<String> types;

    @Option(
        names = "--subject",
        paramLabel = "SUBJECT",
        description = "Only of this thing, such as cluster/00000042 or 'cluster/*'.")
    private Optional<String> subject;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WebhookView made =
          client
              .webhooks()
              .create(
                  new WebhookRequest(
                      name, url, types, subject, Optional.empty(), Optional.empty()));
      terminal.print(made, () -> made.id() + "\n" + made.secret().orElse(""));
    }
  }

  /** {@code webhook get}. */
  @Command(name = "get", description = "How a webhook is getting on.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WebhookView view = client.webhooks().get(id);
      terminal.print(view, () -> table(List.of(view)));
    }
  }

  /** {@code webhook update}. */
  @Command(
      name = "update",
      description = "Change where a webhook posts, or what. What is not named stays as it is.")
  static final class Update extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Option(names = "--to", paramLabel = "URL", description = "Where messages are posted.")
    private Optional<String> url;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        description = "Which events, instead of those that it gets; several times for more.")
    private List<String> types;

    @Option(
        names = "--subject",
        paramLabel = "SUBJECT",
        description = "Only of this thing; an empty one for all.")
    private Optional<String> subject;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WebhookView now = client.webhooks().get(id);
      WebhookRequest wanted =
          new WebhookRequest(
              now.name(),
              url.orElse(now.url()),
              types == null ? now.types() : types,
              subject.or(now::subject).filter(text -> !text.isEmpty()),
              Optional.of(now.enabled()),
              Optional.empty());
      WebhookView changed = client.webhooks().update(id, wanted, now.version());
      terminal.print(changed, () -> table(List.of(changed)));
    }
  }

  /** {@code webhook enable}. */
  @Command(
      name = "enable",
      description = "Let a webhook go on where it was, with what is kept of the events since.")
  static final class Enable extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      set(client, terminal, id, true);
    }
  }

  /** {@code webhook disable}. */
  @Command(name = "disable", description = "Send nothing to a webhook for the time being.")
  static final class Disable extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      set(client, terminal, id, false);
    }
  }

  /** {@code webhook rotate}. */
  @Command(
      name = "rotate",
      description = "Give a webhook another secret, which is printed once; both sign for a time.")
  static final class Rotate extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Option(
        names = "--overlap",
        paramLabel = "SECONDS",
        description = "How long the old one signs too. Default: a day.")
    private Optional<Long> overlap;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WebhookView changed =
          client.webhooks().rotate(id, new SecretRotation(Optional.empty(), overlap));
      terminal.print(changed, () -> changed.secret().orElse(""));
    }
  }

  /** {@code webhook ping}. */
  @Command(name = "ping", description = "Send the event webhook.ping, and wait for nothing more.")
  static final class Ping extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WebhookView view = client.webhooks().ping(id);
      terminal.print(view, () -> "On its way; see: cooperage webhook log " + id);
    }
  }

  /** {@code webhook log}. */
  @Command(name = "log", description = "What was sent to a webhook, the newest first.")
  static final class Log extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Option(names = "--state", description = "Only retrying, delivered, dead or queued ones.")
    private Optional<DeliveryState> state;

    @Option(names = "--count", paramLabel = "N", defaultValue = "50", description = "How many.")
    private int count;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<DeliveryView> log =
          client.webhooks().deliveries(id, state, count, Optional.empty()).items();
      terminal.print(log, () -> log(log));
    }
  }

  /** {@code webhook redeliver}. */
  @Command(name = "redeliver", description = "Send an event to a webhook once more.")
  static final class Redeliver extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = ID)
    private String id;

    @Parameters(
        index = "1",
        paramLabel = "POSITION",
        description = "As 'cooperage webhook log' shows it.")
    private long position;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      DeliveryView delivery = client.webhooks().redeliver(id, position);
      terminal.print(delivery, () -> log(List.of(delivery)));
    }
  }

  /** {@code webhook delete}. */
  @Command(name = "delete", description = "Delete a webhook and its log.")
  static final class Delete extends ApiCommand {
    @Parameters(paramLabel = "ID", description = ID)
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      client.webhooks().delete(id);
      terminal.say("Webhook " + id + " is deleted.");
    }
  }

  private static void set(CooperageClient client, Terminal terminal, String id, boolean enabled) {
    WebhookView now = client.webhooks().get(id);
    WebhookRequest wanted =
        new WebhookRequest(
            now.name(),
            now.url(),
            now.types(),
            now.subject(),
            Optional.of(enabled),
            Optional.empty());
    WebhookView changed = client.webhooks().update(id, wanted, now.version());
    terminal.print(changed, () -> table(List.of(changed)));
  }

  private static String table(List<WebhookView> webhooks) {
    Table table = new Table("ID", "NAME", "STATE", "AT", "FAILING SINCE", "TYPES", "URL");
    webhooks.forEach(
        one ->
            table.row(
                one.id(),
                one.name(),
                one.enabled()
                    ? "enabled"
                    : "disabled" + one.disabledBecause().map(why -> ": " + why).orElse(""),
                one.position(),
                one.failingSince().map(Object::toString).orElse("-"),
                String.join(" ", one.types()) + one.subject().map(text -> " of " + text).orElse(""),
                one.url()));
    return table.print();
  }

  private static String log(List<DeliveryView> deliveries) {
    Table table =
        new Table(
            "POSITION", "TYPE", "SUBJECT", "STATE", "ATTEMPTS", "STATUS", "MS", "LAST", "DETAIL");
    deliveries.forEach(
        one ->
            table.row(
                one.position(),
                one.type(),
                one.subject(),
                one.state().wire(),
                one.attempts(),
                one.status().map(Object::toString).orElse("-"),
                one.latencyMillis(),
                one.lastAttempt(),
                one.detail()));
    return table.print();
  }
}
