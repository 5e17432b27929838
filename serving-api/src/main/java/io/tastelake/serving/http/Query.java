package io.tastelake.serving.http;

import io.tastelake.domain.interaction.Numbers;
import io.tastelake.domain.interaction.UnixSeconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query of a request; an empty value is absent, unknown parameters are ignored. */
public final class Query {

  private static final int MAX_INTEGER_DIGITS = 9;
  private static final Pattern INDEXED = Pattern.compile("(.+)\\[([0-9]{0,9})]");

  private final Map<String, List<String>> parameters;

  Query(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /** The last value given, if there is one. */
  public Optional<String> text(String name) {
    List<String> values = list(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** All values: {@code f=a&f=b}, or in the order of their indices, {@code f[0]=a&f[1]=b}. */
  public List<String> list(String name) {
    List<String> values = new ArrayList<>(parameters.getOrDefault(name, List.of()));
    TreeMap<Integer, List<String>> indexed = new TreeMap<>();
    parameters.forEach(
        (key, given) -> {
          Matcher matcher = INDEXED.matcher(key);
          if (matcher.matches() && matcher.group(1).equals(name)) {
            String index = matcher.group(2);
            indexed
                .computeIfAbsent(
                    index.isEmpty() ? 0 : Integer.parseInt(index), i -> new ArrayList<>())
                .addAll(given);
          }
        });
    indexed.values().forEach(values::addAll);
    values.removeIf(String::isEmpty);
    return values;
  }

  /**
   * A whole number of at least 1; one above {@code most} counts as {@code most}.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public int amount(String name, int otherwise, int most) {
    return text(name).map(text -> Math.min(positive(name, text), most)).orElse(otherwise);
  }

  /**
   * A whole number from 1 to {@code most}.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public int amountWithin(String name, int otherwise, int most) {
    int amount = amount(name, otherwise, Integer.MAX_VALUE);
    if (amount > most) {
      throw wrong("The query parameter " + name + " must be at most " + most + ".");
    }
    return amount;
  }

  /**
   * A finite number of Unix seconds, if it is there.
   *
   * @throws ApiException {@code WrongData} if it is something else, or may be a date
   */
  public Optional<Double> unixSeconds(String name) {
    return text(name).map(text -> unixSeconds(name, text));
  }

  private static double unixSeconds(String name, String text) {
    if (UnixSeconds.isAmbiguous(text)) {
      throw wrong(
          "The query parameter %s must be a number of Unix seconds, and %s may be a date."
              .formatted(name, text));
    }
    return finite(name, text);
  }

  /**
   * A yes or no, if it is there: {@code true}, {@code True}, {@code 1}, {@code false}, {@code
   * False} or {@code 0}.
   *
   * @throws ApiException {@code WrongData} if it is something else
   */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            text ->
                Flags.read(text)
                    .orElseThrow(
                        () -> wrong("The query parameter " + name + " must be true or false.")));
  }

  private static int positive(String name, String text) {
    boolean digits = text.matches("[0-9]+");
    if (digits && text.length() > MAX_INTEGER_DIGITS) {
      return Integer.MAX_VALUE;
    }
    int number = digits ? Integer.parseInt(text) : 0;
    if (number < 1) {
      throw wrong("The query parameter " + name + " must be a whole number of at least 1.");
    }
    return number;
  }

  private static double finite(String name, String text) {
    Optional<Double> number = Numbers.finite(text);
    return number.orElseThrow(() -> wrong("The query parameter " + name + " must be a number."));
  }

  private static ApiException wrong(String message) {
    return ApiException.wrongData(ErrorName.WRONG_PARAMETER, message);
  }
}
