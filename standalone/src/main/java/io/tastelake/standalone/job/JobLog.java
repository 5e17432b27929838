package io.tastelake.standalone.job;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that gets what jobs print: each line with its time and its job's name. */
record JobLog(Path file, Clock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Adds all that {@code job} prints, from a thread of its own. */
  void follow(String name, Process job) {
    Thread thread = new Thread(() -> copy(name, job), "log-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void copy(String name, Process job) {
    try (BufferedReader printed = job.inputReader();
        BufferedWriter out =
            Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = printed.readLine(); line != null; line = printed.readLine()) {
        out.write(LocalDateTime.now(clock).format(TIME) + " " + name + ": " + line + "\n");
        out.flush();
      }
    } catch (IOException e) {
      LOG.warn("The output of job {} no longer goes to {}", name, file, e);
    }
  }
}
