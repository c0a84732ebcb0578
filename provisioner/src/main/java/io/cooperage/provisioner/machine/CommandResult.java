package io.cooperage.provisioner.machine;

/** What a short command of ours printed, and its exit code. */
public record CommandResult(int exit, String stdout, String stderr) {}
