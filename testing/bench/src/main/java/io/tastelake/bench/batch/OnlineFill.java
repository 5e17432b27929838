package io.tastelake.bench.batch;

import io.tastelake.bench.subject.Installation;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import io.tastelake.stream.store.StoreAccess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Puts into the online store what {@code update-taste} would have put there in months: each user's
 * inferred ratings. A recomputation that then finds drift is a reason to trust neither.
 */
final class OnlineFill {

  private static final int BUFFER = 1 << 16;

  private final String database;
  private final SentRows rows;
  private final ImplicitToExplicitParameters parameters;
  private final int[] users;

  private OnlineFill(Installation installation, SentRows rows, int highestUser) {
    this.database = installation.database().value();
    this.rows = rows;
    this.parameters = installation.parameters();
    // in the order of the tables' keys, which are texts
    this.users =
        IntStream.rangeClosed(1, highestUser)
            .mapToObj(Integer::toString)
            .sorted()
            .mapToInt(Integer::parseInt)
            .toArray();
  }

  static void fill(Installation installation, SentRows rows, int highestUser) throws Exception {
    rows.group(highestUser);
    OnlineFill fill = new OnlineFill(installation, rows, highestUser);
    StoreAccess store = installation.store();
    try (Connection connection =
            DriverManager.getConnection(store.url(), store.user(), store.password());
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica"); // no look-up of foreign keys
      fill.copy(
          connection,
          "tastes (database_id, user_id, generation, revision, updated_at)",
          fill::tastes);
      fill.copy(connection, "inferred_ratings", fill::ratings);
      statement.execute("ANALYZE tastes, inferred_ratings");
    }
  }

  private interface Lines {
    void write(BufferedWriter lines) throws IOException;
  }

  private void copy(Connection connection, String table, Lines lines)
      throws SQLException, IOException {
    String copy = "COPY " + table + " FROM STDIN";
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, BUFFER),
                StandardCharsets.UTF_8),
            BUFFER)) {
      lines.write(writer);
    }
  }

  private void tastes(BufferedWriter lines) throws IOException {
    for (int user : users) {
      if (!rows.of(user).isEmpty()) {
        lines.write(database + "\t" + user + "\t0\t1\tnow\n");
      }
    }
  }

  private void ratings(BufferedWriter lines) throws IOException {
    for (int user : users) {
      for (Map.Entry<ItemId, List<Contribution>> item : rows.of(user).entrySet()) {
        Rating rating = Evidence.of(item.getValue(), parameters).rating(parameters).orElseThrow();
        lines.write(
            String.join(
                "\t",
                database,
                Integer.toString(user),
                item.getKey().value(),
                Double.toString(rating.value()),
                Double.toString(rating.timestamp())));
        lines.write('\n');
      }
    }
  }
}
