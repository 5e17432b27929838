package io.tastelake.e2e.kit;

import io.tastelake.log.Brokers;
import io.tastelake.rules.TestCounts;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.AccessFile;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.KafkaUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code ./tastelake} in a process of its own, started as the launcher starts it. */
public final class RunningStandalone implements AutoCloseable {

  /** The class that the launcher starts. */
  static final String MAIN = "io.tastelake.standalone.cli.Main";

  /**
   * As the launcher gives them, but for the folder of temporary files; and in the ordinary run with
   * one compiler, for its processes live too briefly for a second one.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-Xms192m",
          "-Xmx1280m",
          "-XX:TieredStopAtLevel=" + TestCounts.count(1, 4),
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote",
          "-XX:MaxDirectMemorySize=512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Dfile.encoding=UTF-8");

  /**
   * Jobs that it starts through the launcher are of the build that is running, and in the ordinary
   * run with {@link SparkJobs#SMALL} options.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TASTELAKE_BUILT",
          "yes",
          "TASTELAKE_JAVA_OPTS",
          TestCounts.either(String.join(" ", SparkJobs.SMALL), ""));

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofMinutes(2);

  private final Path data;
  private final Child child;
  private final Set<ProcessHandle> seen = new TreeSet<>();

  private RunningStandalone(Path data, Child child) {
    this.data = data;
    this.child = child;
  }

  /** Java's options for whoever starts one otherwise. */
  public static List<String> javaOptions() {
    return OPTIONS;
  }

  /** {@code up --data DATA --port 0}; returns when it is ready. */
  public static RunningStandalone up(Path data) {
    return ready(starting(data));
  }

  /** The same, and it logs each request. */
  public static RunningStandalone upWithAccessLog(Path data) {
    List<String> arguments = new ArrayList<>(arguments(data));
    arguments.add("--access-log");
    return ready(new RunningStandalone(data, command(data, arguments, List.of())));
  }

  private static RunningStandalone ready(RunningStandalone standalone) {
    try {
      standalone.awaitReady();
      return standalone;
    } catch (RuntimeException | AssertionError e) {
      standalone.close();
      throw e;
    }
  }

  /** The same, but returns at once. */
  public static RunningStandalone starting(Path data) {
    return new RunningStandalone(data, command(data, arguments(data), List.of()));
  }

  /** The same, and it compacts by itself, whenever something was appended. */
  public static RunningStandalone startingWithMaintenance(Path data, Path launcher) {
    List<String> arguments = new ArrayList<>(arguments(data));
    arguments.addAll(List.of("--compact-every", "0.01"));
    List<String> options = List.of("-Dtastelake.launcher=" + launcher);
    return new RunningStandalone(data, command(data, arguments, options));
  }

  private static List<String> arguments(Path data) {
    return List.of("up", "--data", data.toString(), "--port", "0");
  }

  /**
   * Any command of the launcher's.
   *
   * @param data whose sibling folder {@code NAME.output} gets what the command prints
   * @param options more of Java's options
   */
  public static Child command(Path data, List<String> arguments, List<String> options) {
    Path output = data.resolveSibling(data.getFileName() + ".output");
    String name = arguments.get(0) + "-" + count(output);
    List<String> all = new ArrayList<>(OPTIONS);
    all.add("-Djava.io.tmpdir=" + temporary(data));
    all.addAll(options);
    String classPath = System.getProperty("java.class.path");
    return Child.start(name, output, Child.java(all, classPath, MAIN, arguments), ENVIRONMENT);
  }

  private static Path temporary(Path data) {
    try {
      return Files.createDirectories(data.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        return files.count();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it serves requests; returns where. */
  public URI awaitReady() {
    String line = child.line("ready ", START);
    return URI.create(line.substring("ready ".length()).strip());
  }

  public Access access() {
    return new AccessFile(new DataFolder(data)).read().orElseThrow();
  }

  /** Where its parts are, as batch jobs are told it. */
  public List<String> installation() {
    return List.of("@" + new DataFolder(data).jobArguments());
  }

  /** Its log. */
  public Log log() {
    Path credentials = new DataFolder(data).credentials();
    return new Log(
        Brokers.at(argument("--bootstrap-servers"))
            .securedBy(KafkaUsers.operatorsFile(credentials)));
  }

  private String argument(String option) {
    String start = '"' + option + "=";
    try (Stream<String> lines = Files.lines(new DataFolder(data).jobArguments())) {
      String line = lines.filter(each -> each.startsWith(start)).findFirst().orElseThrow();
      return line.substring(start.length(), line.length() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI lake() {
    return data.resolve("lake").toUri();
  }

  public ProcessHandle process() {
    return child.handle();
  }

  /** All of its processes: itself and PostgreSQL's, which left its process group. */
  public Set<ProcessHandle> processes() {
    add(child.handle());
    postmaster().ifPresent(this::add);
    return Set.copyOf(seen);
  }

  private void add(ProcessHandle process) {
    seen.add(process);
    process.descendants().forEach(seen::add);
  }

  private Optional<ProcessHandle> postmaster() {
    return postmaster(data);
  }

  static Optional<ProcessHandle> postmaster(Path data) {
    Path file = data.resolve("postgres/data/postmaster.pid");
    try {
      String pid = Files.readString(file).lines().findFirst().orElse("");
      return ProcessHandle.of(Long.parseLong(pid.strip())).filter(RunningStandalone::isPostgres);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // it does not run, or is being started
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("postgres")).isPresent();
  }

  /** Kills what a killed standalone may have left running. */
  public static void killLeftBehind(Path data) {
    postmaster(data)
        .map(process -> Stream.concat(Stream.of(process), process.descendants()).toList())
        .ifPresent(Kill::all);
  }

  /** {@code kill -9} of all its processes at once. */
  public void kill9() {
    Kill.all(processes());
  }

  /** {@code kill -9} of the one process that was started; PostgreSQL lives on. */
  public void kill9JavaAlone() {
    processes();
    Kill.all(List.of(child.handle()));
  }

  /**
   * {@code kill -9} of PostgreSQL's first process; those that serve a connection see it and end.
   */
  public void kill9Postmaster() {
    processes();
    Kill.all(List.of(postmaster().orElseThrow()));
  }

  /** Stops it as SIGTERM does; returns its exit code. */
  public int stop() {
    return child.terminate(STOP);
  }

  /** Waits until none of its processes runs any more, those included that it left to the system. */
  public void awaitNoneRuns() {
    Kill.awaitEnd(processes());
  }

  /** What it printed so far, errors included. */
  public String output() {
    return child.all();
  }

  @Override
  public void close() {
    if (child.runs()) {
      kill9();
    }
  }
}
