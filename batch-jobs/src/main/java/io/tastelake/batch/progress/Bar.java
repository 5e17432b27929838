package io.tastelake.batch.progress;

import java.io.PrintWriter;
import java.time.Instant;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rows, rate and time left, redrawn in its line of a terminal. */
final class Bar implements Display {

  private static final int WIDTH = 100;
  private static final String LINE_START = "\r\033[K";

  private final PrintWriter out;
  private final ProgressBar bar;

  Bar(PrintWriter out, String stage, long total) {
    this.out = out;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(stage)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" rows", 1)
            .setUpdateIntervalMillis(200)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
            .showSpeed()
            .build();
  }

  private void draw(String line) {
    synchronized (out) {
      out.print(LINE_START + line);
      out.flush();
    }
  }

  @Override
  public void reached(long rows, Instant now) {
    bar.stepTo(rows);
  }

  @Override
  public void say(String sentence) {
    synchronized (out) {
      out.println(LINE_START + sentence);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.refresh();
    bar.close();
    synchronized (out) {
      out.println();
      out.flush();
    }
  }
}
