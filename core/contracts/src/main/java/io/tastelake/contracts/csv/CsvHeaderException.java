package io.tastelake.contracts.csv;

/** A file whose first line names no columns; the message goes on with a sentence about the file. */
public final class CsvHeaderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CsvHeaderException(String reason) {
    super(reason);
  }
}
