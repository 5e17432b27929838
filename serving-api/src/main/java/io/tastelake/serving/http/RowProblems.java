package io.tastelake.serving.http;

import io.tastelake.serving.identity.WrongIdException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the rows of one request, of which all are taken or none. */
public final class RowProblems {

  private static final int MAX_NAMED = 100;

  private final String field;
  private final int maxRows;
  private final List<String> problems = new ArrayList<>();
  private ErrorName first;
  private int rows;
  private int wrong;

  /**
   * No problems yet.
   *
   * @param field the name of the list that the rows are in
   * @param maxRows how many rows are taken in one request
   */
  public RowProblems(String field, int maxRows) {
    this.field = field;
    this.maxRows = maxRows;
  }

  /**
   * Takes the next row, by {@code row}, or notes why it is refused.
   *
   * @throws ApiException {@code WrongData} if it is one too many
   */
  public void take(Runnable row) {
    if (rows == maxRows) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The request has more than %,d %s: send smaller batches.".formatted(maxRows, field));
    }
    try {
      row.run();
    } catch (WrongIdException e) {
      refuse(ApiException.wrongId(e));
    } catch (ApiException e) {
      refuse(e);
    }
    rows++;
  }

  /**
   * Refuses a request that has a wrong row.
   *
   * @throws ApiException {@code WrongData} that names up to 100 of them by index
   */
  public void requireNone() {
    if (wrong > 0) {
      String more = wrong > MAX_NAMED ? " (the first " + MAX_NAMED + " are named)" : "";
      throw ApiException.wrongData(
          first,
          "%d of %d %s are invalid%s; nothing was stored. %s"
              .formatted(wrong, rows, field, more, String.join(" ", problems)));
    }
  }

  private void refuse(ApiException problem) {
    if (wrong == 0) {
      first = ErrorName.valueOf(problem.data().get("name"));
    }
    if (wrong < MAX_NAMED) {
      problems.add(field + "[" + rows + "]: " + problem.getMessage());
    }
    wrong++;
  }
}
