package io.tastelake.serving.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged while it is open, exceptions included. */
final class KeptLog extends AbstractAppender implements AutoCloseable {

  private static final LoggerContext CONTEXT = (LoggerContext) LogManager.getContext(false);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final String logger;

  private KeptLog(String logger) {
    super("kept " + logger, null, null, true, Property.EMPTY_ARRAY);
    this.logger = logger;
  }

  /** Keeps what the logger of this name says. */
  static KeptLog of(String logger) {
    KeptLog kept = new KeptLog(logger);
    kept.start();
    LoggerConfig config = new LoggerConfig(logger, Level.INFO, true);
    config.addAppender(kept, null, null);
    CONTEXT.getConfiguration().addLogger(logger, config);
    CONTEXT.updateLoggers();
    return kept;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void append(LogEvent event) {
    StringBuilder line = new StringBuilder(event.getMessage().getFormattedMessage());
    for (Throwable cause = event.getThrown(); cause != null; cause = cause.getCause()) {
      line.append(' ').append(cause);
    }
    lines.add(line.toString());
  }

  @Override
  public void close() {
    CONTEXT.getConfiguration().removeLogger(logger);
    CONTEXT.updateLoggers();
  }
}
