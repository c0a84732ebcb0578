package io.cooperage.api;

/** A running server: its beat counter and how long ago this server saw it move. */
public record ServerView(
    String name, String address, String state, long beat, long lastSeenMillis) {}
