package io.cooperage.drill.load;

import java.util.concurrent.CompletableFuture;

/** Sends one request, once. The future never fails: a broken request is a reply too. */
interface Door {

  CompletableFuture<Reply> send(Call call);
}
