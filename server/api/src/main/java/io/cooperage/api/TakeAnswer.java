package io.cooperage.api;

import java.util.List;

/** The tasks handed out, possibly none. */
public record TakeAnswer(List<Assignment> tasks) {}
