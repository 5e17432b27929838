package io.tastelake.bench.subject;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java processes with this one's JDK and class path. */
public final class JavaCommand {

  private JavaCommand() {}

  /** Starts {@code main} with {@code arguments}. */
  public static List<String> of(List<String> javaOptions, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
