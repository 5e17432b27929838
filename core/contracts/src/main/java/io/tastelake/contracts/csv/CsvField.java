package io.tastelake.contracts.csv;

/**
 * One field of a row.
 *
 * @param text without the quotes around it; quotes within it are single
 * @param quoted whether it stood in quotes
 */
public record CsvField(String text, boolean quoted) {}
