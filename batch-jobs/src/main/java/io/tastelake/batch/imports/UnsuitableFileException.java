package io.tastelake.batch.imports;

/** A file that holds no interactions; the message goes on with a sentence that began with it. */
final class UnsuitableFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsuitableFileException(String reason) {
    super(reason);
  }

  UnsuitableFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
