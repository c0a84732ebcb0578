package io.cooperage.api;

/** A place where people find a running cluster. */
public record Link(String label, String url) {}
