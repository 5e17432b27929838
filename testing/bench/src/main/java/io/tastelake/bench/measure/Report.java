package io.tastelake.bench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The figures of one run: each is said when it is there, all of them at the end. */
public final class Report {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bench;
  private final Machine machine;
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * @param bench its name
   * @param machine as it was when the run began
   */
  public Report(String bench, Machine machine, PrintStream out) {
    this.bench = bench;
    this.machine = machine;
    this.out = out;
    out.println("bench " + bench + " on " + machine);
    out.println(Build.versions() + ", commit " + Build.commit());
  }

  /** Says what is being done, since runs take minutes. */
  public void progress(String doing) {
    out.println("… " + doing);
  }

  public void add(Figure figure) {
    figures.add(figure);
    out.println("  " + figure.what() + ": " + Quantity.text(figure.value()) + " " + figure.unit());
  }

  /** Prints the table, and everything once more as one line of JSON. */
  public void print() {
    Machine now = Machine.now();
    out.printf("%nload average %.2f at the start, %.2f at the end%n%n", machine.load(), now.load());
    out.println("| # | what | figure | target | | note |");
    out.println("|---|---|---:|---:|---|---|");
    figures.forEach(figure -> out.println(row(figure)));
    out.println();
    out.println(json(now));
  }

  private static String row(Figure figure) {
    return String.join(
        " | ",
        "| " + figure.id(),
        figure.what(),
        Quantity.text(figure.value()) + " " + figure.unit(),
        figure.target().toString(),
        figure.target().verdict(figure.value()),
        figure.note() + " |");
  }

  private String json(Machine end) {
    ObjectNode root = JSON.createObjectNode();
    root.put("bench", bench).put("at", machine.at().toString()).put("machine", machine.what());
    root.put("load_at_start", machine.load()).put("load_at_end", end.load());
    root.put("versions", Build.versions()).put("commit", Build.commit());
    for (Figure figure : figures) {
      ObjectNode node = root.withArray("figures").addObject();
      node.put("id", figure.id()).put("what", figure.what());
      node.put("value", figure.value()).put("unit", figure.unit());
      node.put("target", figure.target().toString());
      node.put("verdict", figure.target().verdict(figure.value())).put("note", figure.note());
      figure
          .versus()
          .ifPresent(us -> node.put("peer", us.peer()).put("times_as_good", us.timesAsGood()));
    }
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are plain data", e);
    }
  }
}
