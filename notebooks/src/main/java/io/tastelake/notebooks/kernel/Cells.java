package io.tastelake.notebooks.kernel;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** Runs cells of Java, each knowing the ones before, with all that is on this class path. */
final class Cells implements AutoCloseable {

  private static final Set<Snippet.SubKind> VALUES =
      EnumSet.of(
          Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND,
          Snippet.SubKind.VAR_VALUE_SUBKIND,
          Snippet.SubKind.OTHER_EXPRESSION_SUBKIND);

  /** As in the JDK's own shell. */
  private static final List<String> IMPORTED =
      List.of("java.util", "java.util.function", "java.util.stream");

  private final JShell shell;

  Cells() {
    shell =
        JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), Map.of())
            .out(System.out)
            .err(System.err)
            .build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    IMPORTED.forEach(name -> evaluate("import " + name + ".*;"));
  }

  /**
   * Runs a cell.
   *
   * @return the text of the value of an expression at the end, without a semicolon; null if the
   *     cell ends otherwise
   * @throws CellFailedException if it does not compile, or throws
   */
  String run(String cell) {
    String value = null;
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String source = next.completeness().isComplete() ? next.source() : rest;
      rest = next.completeness().isComplete() ? next.remaining() : "";
      value = source.isBlank() ? value : evaluate(source);
    }
    return cell.stripTrailing().endsWith(";") ? null : value;
  }

  private String evaluate(String source) {
    String value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellFailedException(problems(event.snippet()), null);
      }
      if (event.exception() != null) {
        throw new CellFailedException(description(event.exception()), event.exception());
      }
      boolean shown = VALUES.contains(event.snippet().subKind()) && event.causeSnippet() == null;
      value = shown ? event.value() : null;
    }
    return value == null || value.isEmpty() ? null : value;
  }

  private String problems(Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .collect(Collectors.joining("\n", "", "\n" + snippet.source().strip()));
  }

  private static String description(Throwable failure) {
    String name =
        failure instanceof EvalException thrown
            ? thrown.getExceptionClassName()
            : failure.getClass().getName();
    String cause = failure.getCause() == null ? "" : "\n" + description(failure.getCause());
    return name + ": " + failure.getMessage() + cause;
  }

  /** What may stand at {@code position} of {@code code}; {@code anchor} gets where it begins. */
  List<String> completions(String code, int position, int[] anchor) {
    return shell.sourceCodeAnalysis().completionSuggestions(code, position, anchor).stream()
        .map(SourceCodeAnalysis.Suggestion::continuation)
        .distinct()
        .toList();
  }

  /** Whether {@code code} needs more lines. */
  boolean isOpen(String code) {
    Completeness completeness = shell.sourceCodeAnalysis().analyzeCompletion(code).completeness();
    return completeness == Completeness.DEFINITELY_INCOMPLETE;
  }

  /** Ends what runs. */
  void interrupt() {
    shell.stop();
  }

  @Override
  public void close() {
    shell.close();
  }
}
