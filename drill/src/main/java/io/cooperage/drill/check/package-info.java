/**
 * Checks histories of clients against what their data types promise, and believes nobody but the
 * clients. Everything here is a pure function over operations, but {@code HistoryFile}, which reads
 * and writes them.
 *
 * <p>Terms are those of the field: an operation has a function and a value and ends {@code ok},
 * {@code fail} or, in Jepsen's words, {@code info}; anomalies of transactions are Adya's phenomena.
 */
package io.cooperage.drill.check;
