package io.tastelake.e2e.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * The main class of {@link WarmJobs}' process: runs one batch job per line of its input, which
 * names a file with an argument a line, and answers with the job's exit code. What the job prints
 * goes to files beside that one.
 */
final class JobLoop {

  static final String OUT = ".out";
  static final String ERR = ".err";

  private JobLoop() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // what an engine prints is no answer
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String file = requests.readLine(); file != null; file = requests.readLine()) {
      answers.println(run(Path.of(file)));
    }
    System.exit(0); // as a job ends: no thread of an engine holds it back
  }

  private static int run(Path arguments) throws Exception {
    try (PrintWriter out = beside(arguments, OUT);
        PrintWriter err = beside(arguments, ERR)) {
      return jobs()
          .setOut(out)
          .setErr(err)
          .execute(Files.readAllLines(arguments).toArray(String[]::new));
    }
  }

  /** The jobs are on this process's class path, and not on that of the tests. */
  private static CommandLine jobs() throws ReflectiveOperationException {
    return (CommandLine) Class.forName(SparkJobs.MAIN).getMethod("commandLine").invoke(null);
  }

  private static PrintWriter beside(Path file, String ending) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(Path.of(file + ending)), true);
  }
}
