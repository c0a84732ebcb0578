package io.cooperage.server.job;

import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;

/**
 * A task handed to a worker.
 *
 * @param poll the number of the worker's poll that it answers
 * @param generation of the machine that it works on if that is not the node's present one; else 0
 * @param attempt counts the hand-outs of the task, this one included
 */
public record HandOut(
    TaskId task,
    String tenant,
    String worker,
    long poll,
    String token,
    int attempt,
    TaskAction action,
    int node,
    String service,
    String plugin,
    int generation,
    boolean recreate) {}
