package io.tastelake.standalone.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the API listens. */
final class PortOption {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  private int port;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The API's port on 127.0.0.1 (default: a free one).")
  void port(int number) {
    if (number < 0 || number > 65_535) {
      throw new ParameterException(
          command.commandLine(), "--port " + number + " is no port: 0 (a free one) to 65535.");
    }
    port = number;
  }

  int port() {
    return port;
  }
}
