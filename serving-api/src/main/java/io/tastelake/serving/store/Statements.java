package io.tastelake.serving.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What can be asked of the online store and changed in it. Arrays are PostgreSQL's arrays. */
public interface Statements {

  /** Makes something of the row that a result set stands at. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  <T> List<T> list(String sql, RowReader<T> reader, Object... parameters);

  /** The first row of a query. */
  default <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
    return list(sql, reader, parameters).stream().findFirst();
  }

  /**
   * Changes rows.
   *
   * @return how many
   * @throws DuplicateKeyException if a unique key is taken
   */
  int change(String sql, Object... parameters);
}
