package io.tastelake.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** {@code job.args}: where this installation's parts are, as every batch job takes it. */
final class JobArguments {

  private JobArguments() {}

  static void write(DataFolder folder, URI lake, PostgresServer postgres, String bootstrapServers) {
    List<String> arguments =
        List.of(
            "--lake=" + lake,
            "--store=" + postgres.jdbcUrl(),
            "--store-user=" + postgres.user(),
            "--store-password-file=" + folder.postgresPassword(),
            "--bootstrap-servers=" + bootstrapServers);
    try {
      PrivateFile.write(folder.jobArguments(), quoted(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One argument a line, in quotes: folders may have blanks in their names. */
  private static String quoted(List<String> arguments) {
    return arguments.stream()
        .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
        .collect(Collectors.joining());
  }
}
