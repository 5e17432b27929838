package io.tastelake.serving.store;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What encrypts the keys that the online store holds. */
public final class SealArguments {

  /** What to tell whoever names no file. */
  public static final String UNSEALED =
      "The keys that sign tokens are not encrypted: whoever reads the online store or a backup of it"
          + " can sign any. Encrypt them with --key-file and 'admin seal-keys'.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "${env:TASTELAKE_KEY_FILE}",
      description =
          "Holds what encrypts the online store's keys for tokens and cursors: lines of 32 bytes in"
              + " base64, such as openssl rand -base64 32 makes, the first of which encrypts."
              + " Without it they are not encrypted (TASTELAKE_KEY_FILE).")
  private Path file;

  /**
   * What the file says, if one is named.
   *
   * @throws ParameterException if it does not hold keys
   */
  public Optional<Seal> named() {
    try {
      return Optional.ofNullable(file).filter(path -> !path.toString().isEmpty()).map(Seal::of);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** The same, or nothing that encrypts. */
  public Seal seal() {
    return named().orElse(Seal.NONE);
  }
}
