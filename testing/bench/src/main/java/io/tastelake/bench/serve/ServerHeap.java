package io.tastelake.bench.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another Java process, asked for with the JDK's {@code jcmd}. */
final class ServerHeap {

  private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

  private final ProcessHandle process;

  ServerHeap(ProcessHandle process) {
    this.process = process;
  }

  /** Bytes that are still in use after a full collection. */
  long liveBytes() {
    jcmd("GC.run");
    String info = jcmd("GC.heap_info");
    Matcher used = USED.matcher(info);
    if (!used.find()) {
      throw new IllegalStateException("No size of a heap in: " + info);
    }
    return Long.parseLong(used.group(1)) << 10;
  }

  private String jcmd(String command) {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asked =
          new ProcessBuilder(tool, Long.toString(process.pid()), command)
              .redirectErrorStream(true)
              .start();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("jcmd, a part of the JDK, does not run", e);
    }
  }
}
