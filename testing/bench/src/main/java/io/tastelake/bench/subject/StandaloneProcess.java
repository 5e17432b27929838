package io.tastelake.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.log.Brokers;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.KafkaUsers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A standalone in a process of its own, so that the load generator shares neither heap nor garbage
 * collector with what it measures. It stops when this process closes its input or dies.
 */
public final class StandaloneProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Process process;
  private final JsonNode addresses;

  private StandaloneProcess(Path folder, Process process, JsonNode addresses) {
    this.folder = folder;
    this.process = process;
    this.addresses = addresses;
  }

  /** Starts on {@code folder}; returns when requests are served. */
  public static StandaloneProcess start(
      Path folder, List<String> javaOptions, long checkpointMillis) throws IOException {
    Process process =
        new ProcessBuilder(
                JavaCommand.of(
                    javaOptions,
                    StandaloneChild.class,
                    folder.toString(),
                    Long.toString(checkpointMillis)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("{")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("The standalone did not start; see " + folder + " and above.");
    }
    return new StandaloneProcess(folder, process, JSON.readTree(line));
  }

  public URI api() {
    return URI.create(addresses.required("api").textValue());
  }

  /** The log's brokers, as who may do everything reaches them. */
  public Brokers brokers() {
    return Brokers.at(addresses.required("kafka").textValue())
        .securedBy(KafkaUsers.operatorsFile(new DataFolder(folder).credentials()));
  }

  public URI lake() {
    return URI.create(addresses.required("lake").textValue());
  }

  /** A new connection to the online store; whoever opens it closes it. */
  public Connection store() throws SQLException {
    return DriverManager.getConnection(
        addresses.required("store").textValue(),
        addresses.required("store_user").textValue(),
        addresses.required("store_password").textValue());
  }

  /** The data folder. */
  public Path folder() {
    return folder;
  }

  public String rootEmail() {
    return addresses.required("email").textValue();
  }

  public String rootPassword() {
    return addresses.required("password").textValue();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
