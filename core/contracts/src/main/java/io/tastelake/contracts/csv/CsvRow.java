package io.tastelake.contracts.csv;

import java.util.List;

/**
 * A row as it stands in a file.
 *
 * @param number from 1, without the header
 * @param line where it begins, from 1
 * @param fields as many as there are columns; none if the row is broken
 * @param problem why it is broken, or null
 */
public record CsvRow(long number, long line, List<CsvField> fields, String problem) {}
