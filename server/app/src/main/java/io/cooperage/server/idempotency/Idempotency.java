package io.cooperage.server.idempotency;

import io.cooperage.api.ErrorCode;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.CommitPosition;
import io.cooperage.galera.tx.Committed;
import io.cooperage.galera.tx.ContentionException;
import io.cooperage.galera.tx.OutcomeResolver;
import io.cooperage.galera.tx.TransactionBody;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Headers;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;

/**
 * Runs a mutation so that a repeated Idempotency-Key has one effect and one answer in all
 * datacenters: the answer is a row of the same transaction, which a second one meets as a lock here
 * and as a certification conflict elsewhere. Thread-safe.
 */
public final class Idempotency {
  private final Transactions transactions;
  private final Reads reads;
  private final Clock clock;

  public Idempotency(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.reads = new Reads(transactions);
    this.clock = clock;
  }

  /**
   * Runs {@code body} once for the Idempotency-Key of {@code request}; without the header once for
   * this request, so that at least this server finds out what became of a COMMIT without an answer.
   * The answer of a refused request is not kept: it had no effect.
   *
   * @param payload what the key stands for besides the query: the request's record, or its bytes
   */
  public Response execute(
      ContainerRequestContext request,
      Caller caller,
      Object payload,
      String txName,
      TransactionBody<Reply> body) {
    IdempotencyKey key =
        IdempotencyKey.of(request, caller, payload).orElseGet(IdempotencyKey::ofThisRequestOnly);
    AtomicBoolean held = new AtomicBoolean();
    try {
      return response(transactions.runAndLocate(txName, keyFirst(key, body, held), resolver(key)));
    } catch (ContentionException e) {
      throw held.get() ? inProgress() : e;
    }
  }

  /** The same, for calls that refuse to run without the header (400 IDEMPOTENCY_KEY_REQUIRED). */
  public Response executeRequired(
      ContainerRequestContext request,
      Caller caller,
      Object payload,
      String txName,
      TransactionBody<Reply> body) {
    if (request.getHeaderString(Headers.IDEMPOTENCY_KEY) == null) {
      throw keyRequired();
    }
    return execute(request, caller, payload, txName, body);
  }

  /**
   * The answer that the Idempotency-Key of {@code request} had before, for calls that check more
   * than their transaction does: what they check may have changed since.
   */
  public Optional<Response> findReply(
      ContainerRequestContext request, Caller caller, Object payload, String txName) {
    return IdempotencyKey.of(request, caller, payload)
        .flatMap(key -> reads.run(txName + ".replay", Consistency.strong(), tx -> replay(tx, key)))
        .map(outcome -> response(new Committed<>(outcome, CommitPosition.UNKNOWN)));
  }

  /**
   * As {@link #executeRequired}, for a body that need not have seen what others have just
   * committed: see {@link Transactions#runAtOnce}. Here the answer is written after the effect, at
   * once as it stays: one statement less. What a repeated request did before it met the row is
   * rolled back, and its answer is the stored one. If the body refuses, that may be for what the
   * first has changed: ask {@link #findReply}.
   */
  public Response executeAtOnce(
      ContainerRequestContext request,
      Caller caller,
      Object payload,
      String txName,
      TransactionBody<Reply> body) {
    IdempotencyKey key =
        IdempotencyKey.of(request, caller, payload).orElseThrow(Idempotency::keyRequired);
    AtomicBoolean held = new AtomicBoolean();
    try {
      return response(transactions.runAtOnce(txName, effectFirst(key, body, held), resolver(key)));
    } catch (ContentionException e) {
      throw held.get() ? inProgress() : e;
    } catch (KeyUsedException used) {
      return findReply(request, caller, payload, txName).orElseThrow(Idempotency::inProgress);
    }
  }

  /**
   * Forgets the answer of a request whose effect is taken back in this transaction, so that a
   * repeated one is worked on anew.
   */
  public void forget(Handle tx, ContainerRequestContext request, Caller caller, Object payload) {
    IdempotencyKey.of(request, caller, payload).ifPresent(key -> IdempotencyDao.forget(tx, key));
  }

  private TransactionBody<Outcome> effectFirst(
      IdempotencyKey key, TransactionBody<Reply> body, AtomicBoolean held) {
    return tx -> {
      held.set(false);
      StoredReply reply = StoredReply.of(body.run(tx));
      held.set(true);
      if (!IdempotencyDao.insert(tx, key, reply, clock.instant())) {
        throw new KeyUsedException();
      }
      held.set(false);
      return new Outcome(reply, false);
    };
  }

  /**
   * @param held whether the last try ended while another request had the key
   */
  private TransactionBody<Outcome> keyFirst(
      IdempotencyKey key, TransactionBody<Reply> body, AtomicBoolean held) {
    return tx -> {
      held.set(true);
      if (!IdempotencyDao.begin(tx, key, clock.instant())) {
        return replay(tx, key).orElseThrow(Idempotency::inProgress);
      }
      held.set(false);
      StoredReply reply = StoredReply.of(body.run(tx));
      IdempotencyDao.complete(tx, key, reply);
      return new Outcome(reply, false);
    };
  }

  private static OutcomeResolver<Outcome> resolver(IdempotencyKey key) {
    return tx -> replay(tx, key).map(found -> new Outcome(found.reply(), false));
  }

  private static Optional<Outcome> replay(Handle tx, IdempotencyKey key) {
    return IdempotencyDao.find(tx, key)
        .map(
            found -> {
              if (!found.samePayload()) {
                throw new ProblemException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key \""
                        + key.text()
                        + "\" was used for another request with other content. Use a new key for a"
                        + " new operation.");
              }
              return new Outcome(found.reply(), true);
            });
  }

  private static ProblemException keyRequired() {
    return new ProblemException(
        ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
        "This call needs the header Idempotency-Key with a value of your own for each operation,"
            + " such as a UUID, so that it can be repeated without harm.");
  }

  static ProblemException inProgress() {
    return new ProblemException(
        ErrorCode.IDEMPOTENCY_IN_PROGRESS,
        "A request with the same Idempotency-Key is being worked on. Send it again to get its"
            + " answer.");
  }

  private static Response response(Committed<Outcome> committed) {
    StoredReply reply = committed.value().reply();
    Response.ResponseBuilder answer =
        Response.status(reply.status())
            .header(Headers.COMMIT_POSITION, committed.position().toString());
    reply.headers().location().ifPresent(path -> answer.header(HttpHeaders.LOCATION, path));
    reply
        .headers()
        .etag()
        .ifPresent(version -> answer.header(HttpHeaders.ETAG, Preconditions.etag(version)));
    if (!reply.body().isEmpty()) {
      answer
          .type(MediaType.APPLICATION_JSON_TYPE)
          .entity(reply.body().getBytes(StandardCharsets.UTF_8));
    }
    if (committed.value().replayed()) {
      answer.header(Headers.IDEMPOTENCY_REPLAYED, "true");
    }
    return answer.build();
  }

  private record Outcome(StoredReply reply, boolean replayed) {}

  /** Rolls back what a repeated request has done. */
  private static final class KeyUsedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyUsedException() {
      super(null, null, false, false);
    }
  }
}
