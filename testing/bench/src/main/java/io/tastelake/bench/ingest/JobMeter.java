package io.tastelake.bench.ingest;

import com.sun.management.OperatingSystemMXBean;
import io.tastelake.bench.measure.Sample;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a bounded job and says how long it took. The time is Flink's own, from submission to the
 * last commit, without the start of the engine.
 */
final class JobMeter {

  static final String RATE = "rows/s";
  static final String CPU_RATE = "rows per CPU second";

  private JobMeter() {}

  static Sample run(StreamExecutionEnvironment env, long rows) throws Exception {
    long cpuBefore = cpuNanos();
    JobExecutionResult result = env.execute();
    double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
    double seconds = result.getNetRuntime(TimeUnit.MILLISECONDS) / 1e3;
    return new Sample(Map.of(RATE, rows / seconds, CPU_RATE, rows / cpuSeconds));
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
