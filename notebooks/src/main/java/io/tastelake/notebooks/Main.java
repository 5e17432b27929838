package io.tastelake.notebooks;

import io.tastelake.domain.command.Arguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens or executes the notebooks on one's own data. */
@Command(
    name = "notebooks",
    description = {
      "Opens the notebooks on your data, in a browser; they read the lake and never write it.",
      "Copies of them are put into DIR/notebooks, to be changed there."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The data.")
  private Path data;

  @Option(
      names = "--database",
      paramLabel = "ID",
      description = "Which database to look at; the one of most rows if none is given.")
  private String database;

  @Option(
      names = "--execute",
      description = "Run all cells without a browser; exit with 1 if one fails.")
  private boolean execute;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().println("tastelake: " + failure.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute(Arguments.received(arguments)));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path lake = data.resolve("lake").toAbsolutePath().normalize();
    if (!Files.isDirectory(lake)) {
      throw new IllegalStateException(
          "there is no lake at %s. Run ./tastelake demo first, or name another folder with --data."
              .formatted(lake));
    }
    Path own = copied(data.resolve("notebooks").toAbsolutePath().normalize());
    Path kernels = own.resolve(".jupyter");
    KernelSpec.write(kernels, environment(lake));
    return execute ? executed(own, kernels) : new Jupyter(kernels).serve(own);
  }

  private int executed(Path own, Path kernels) throws IOException, InterruptedException {
    Path output = own.resolve("executed");
    int exit = new Jupyter(kernels).execute(in(own), output);
    PrintWriter out = spec.commandLine().getOut();
    out.println(exit == 0 ? "Executed; see " + output : "A cell failed: see above.");
    out.flush();
    return exit;
  }

  private Map<String, String> environment(Path lake) {
    Map<String, String> environment =
        new HashMap<>(Map.of("TASTELAKE_LAKE", lake.toUri().toString()));
    Path arguments = data.resolve("job.args").toAbsolutePath().normalize();
    if (Files.isReadable(arguments)) {
      environment.put("TASTELAKE_ARGUMENTS", arguments.toString());
    }
    if (database != null) {
      environment.put("TASTELAKE_DATABASE", database);
    }
    return environment;
  }

  /** What is there already was perhaps changed, and stays. */
  private static Path copied(Path own) throws IOException {
    Files.createDirectories(own);
    for (Path notebook : in(Path.of(System.getProperty("tastelake.notebooks", "notebooks")))) {
      Path copy = own.resolve(notebook.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(notebook, copy);
      }
    }
    return own;
  }

  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList());
    }
  }
}
