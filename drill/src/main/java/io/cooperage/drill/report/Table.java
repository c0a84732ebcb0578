package io.cooperage.drill.report;

import java.util.List;

/**
 * A section of the page.
 *
 * @param id unique in the page
 * @param text how to read it
 * @param numeric the columns, counted from 0, that hold numbers
 * @param none what is said if there are no rows
 * @param folded whether it is shown on demand only
 */
public record Table(
    String id,
    String title,
    String text,
    List<String> headings,
    List<Integer> numeric,
    List<List<String>> rows,
    String none,
    boolean folded) {}
