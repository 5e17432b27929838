package io.tastelake.contracts.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What is wrong with JSON text, for whoever wrote it. */
public final class JsonProblem {

  private static final Pattern ADVICE = Pattern.compile("[:;,]? (enable|\\(start marker|\\[).*");
  private static final Pattern LIBRARY = Pattern.compile("`|Feature|Constraints|[Jj]ackson|Source");

  private JsonProblem() {}

  /** What the parser says, without what it tells programmers. */
  public static String of(JsonProcessingException failure) {
    String problem = ADVICE.matcher(failure.getOriginalMessage()).replaceFirst("");
    return LIBRARY.matcher(problem).find() ? "something in it is not a JSON value" : problem;
  }
}
