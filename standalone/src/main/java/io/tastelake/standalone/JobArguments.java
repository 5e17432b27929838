package io.tastelake.standalone;

import io.tastelake.log.LogUser;
import io.tastelake.store.StoreUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code job.args}: where this installation's parts are, as every batch job takes it. */
final class JobArguments {

  private JobArguments() {}

  static void write(DataFolder folder, URI lake, PostgresServer postgres, String servers) {
    List<String> arguments =
        List.of(
            "--lake=" + lake,
            "--store=" + postgres.jdbcUrl(),
            "--store-user=" + StoreUser.BATCH.userName(),
            "--store-password-file=" + StoreUsers.file(folder.credentials(), StoreUser.BATCH),
            "--bootstrap-servers=" + servers,
            "--kafka-config=" + KafkaUsers.file(folder.credentials(), LogUser.BATCH));
    try {
      PrivateFile.write(folder.jobArguments(), quoted(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an option was given, unless nothing has run on the folder yet. */
  static Optional<String> read(DataFolder folder, String option) throws IOException {
    if (!Files.exists(folder.jobArguments())) {
      return Optional.empty();
    }
    String start = '"' + option + "=";
    return Files.readAllLines(folder.jobArguments()).stream()
        .filter(line -> line.startsWith(start) && line.endsWith("\""))
        .map(line -> line.substring(start.length(), line.length() - 1))
        .map(value -> value.replace("\\\"", "\"").replace("\\\\", "\\"))
        .findFirst();
  }

  /** One argument a line, in quotes: folders may have blanks in their names. */
  private static String quoted(List<String> arguments) {
    return arguments.stream()
        .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
        .collect(Collectors.joining());
  }
}
