package io.cooperage.drill.report.plot;

/**
 * A drawing with its words.
 *
 * @param id unique in a page
 * @param caption what a reader should see in it
 * @param description the same facts in words, for who cannot see it
 * @param svg an {@code svg} element, safe to put into HTML as it is
 */
public record Plot(String id, String title, String caption, String description, String svg) {}
