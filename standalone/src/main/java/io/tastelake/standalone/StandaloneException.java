package io.tastelake.standalone;

/** Something that its user can put right; the message says what is wrong, why, and what to do. */
public final class StandaloneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what did not work, as a sentence
   * @param reason why, as a sentence
   * @param remedy what to do now, as a sentence
   */
  public StandaloneException(String problem, String reason, String remedy) {
    super(problem + " " + reason + "\n" + remedy);
  }

  /** As above, and {@code cause} for the log file. */
  public StandaloneException(String problem, String reason, String remedy, Throwable cause) {
    super(problem + " " + reason + "\n" + remedy, cause);
  }
}
