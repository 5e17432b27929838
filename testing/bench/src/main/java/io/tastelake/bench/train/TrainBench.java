package io.tastelake.bench.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.bench.subject.SparkProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** P9: our implicit ALS beside MLlib's, on the same ratings, in one process and in turns. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Training: ialspp beside mllib; seconds, full loss and NDCG@20 (P9).")
public final class TrainBench implements Callable<Integer> {

  private static final String CONTEST = "io.tastelake.bench.train.TrainingContest";
  private static final String OURS = "IALSPP";
  private static final String MLLIB = "MLLIB";
  private static final double TARGET_RATIO = 10;
  private static final double TARGET_DIFFERENCE = 1;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "2400000",
      description =
          "Ratings to make up; repeated pairs and what is held out go (default: 2400000).")
  private long rows;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Default: ${DEFAULT-VALUE}.")
  private long users;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Default: ${DEFAULT-VALUE}.")
  private long items;

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "64",
      description = "Default: ${DEFAULT-VALUE}.")
  private int rank;

  @Option(
      names = "--sweeps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Default: ${DEFAULT-VALUE}.")
  private int sweeps;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of each solver, after one on a twentieth of the ratings (default: 1).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of all ratings (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description = "Heap of the process that trains (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(names = "--only-ialspp", description = "Trains without MLlib, so there is no ratio.")
  private boolean alone;

  @Override
  public Integer call() throws Exception {
    Report report = new Report("train", Machine.now(), System.out);
    try (Scratch scratch = Scratch.create("bench-train")) {
      SparkProgram process =
          new SparkProgram(Launcher.find().orElseThrow(), CONTEST, heap, scratch);
      Path output = scratch.folder().resolve("output");
      report.progress("training; a minute or more for each solver");
      int exit =
          process.run(
              output,
              List.of(
                  "" + rows,
                  "" + users,
                  "" + items,
                  "" + rank,
                  "" + sweeps,
                  "" + rounds,
                  "" + seed,
                  alone ? OURS : OURS + "," + MLLIB));
      List<String> lines = Files.readAllLines(output);
      if (exit != 0 || lines.isEmpty()) {
        System.err.println("The contest ended with exit code " + exit + "; see above.");
        return 1;
      }
      report(report, new ObjectMapper().readTree(lines.get(lines.size() - 1)));
    }
    report.print();
    return 0;
  }

  private void report(Report report, JsonNode result) {
    String of =
        " of %,d ratings, %,d × %,d, rank %d, %d sweeps"
            .formatted(result.required("ratings").longValue(), users, items, rank, sweeps);
    report.add(seconds("ialspp" + of, result, OURS));
    if (alone) {
      report.add(figure("ialspp, full loss", loss(result, OURS), ""));
      report.add(figure("ialspp, NDCG@20", ndcg(result, OURS), ""));
      return;
    }
    report.add(seconds("mllib" + of, result, MLLIB));
    report.add(
        figure("mllib ÷ ialspp", median(result, MLLIB) / median(result, OURS), "×")
            .target(Target.atLeast(TARGET_RATIO))
            .note("from ratings in Spark's memory to factors by item id; users are left out")
            .aheadOf("MLlib"));
    compare(report, "full loss", loss(result, OURS), loss(result, MLLIB), 1);
    compare(report, "NDCG@20", ndcg(result, OURS), ndcg(result, MLLIB), -1);
  }

  /** How much worse ours is than theirs, in percent. */
  private static void compare(
      Report report, String what, double ours, double theirs, int worseWhenGreater) {
    report.add(figure("ialspp, " + what, ours, ""));
    report.add(figure("mllib, " + what, theirs, ""));
    report.add(
        figure(what + ", worse by", worseWhenGreater * 100 * (ours / theirs - 1), "%")
            .target(Target.atMost(TARGET_DIFFERENCE))
            .note("negative is better than mllib; users folded in exactly for both"));
  }

  private static Figure seconds(String what, JsonNode result, String solver) {
    return figure(what, median(result, solver), "s")
        .note("rounds: " + result.required(solver + "_seconds"));
  }

  private static Figure figure(String what, double value, String unit) {
    return Figure.of("P9", what, value, unit);
  }

  private static double median(JsonNode result, String solver) {
    return Rounds.median(
        StreamSupport.stream(result.required(solver + "_seconds").spliterator(), false)
            .mapToDouble(JsonNode::doubleValue)
            .toArray());
  }

  private static double loss(JsonNode result, String solver) {
    return result.required(solver + "_loss").doubleValue();
  }

  private static double ndcg(JsonNode result, String solver) {
    return result.required(solver + "_ndcg").doubleValue();
  }
}
