package io.tastelake.batch.parity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** All that happened to some users and to the sessions that were ever theirs, user by user. */
final class Pasts implements Iterator<Pasts.Entry> {

  private static final String OWNER = "owner";
  private static final String OF_DATABASE = "of_database";
  private static final String KIND = "kind";
  private static final String ID = "id";
  private static final StructType USERS =
      new StructType()
          .add(OF_DATABASE, DataTypes.StringType, false)
          .add(OWNER, DataTypes.StringType, false);

  /** Who it is about. */
  record Who(DatabaseId database, UserId user) {}

  /** A user's past and those of the user's sessions. */
  record Entry(Who who, List<Past> pasts) {}

  private final Iterator<Row> sorted;
  private Row ahead;

  private Pasts(Iterator<Row> sorted) {
    this.sorted = sorted;
    this.ahead = following();
  }

  /**
   * Of those users of whom there are rows, in the order of their databases.
   *
   * @param rows of {@link InteractionRows#of}, of each actor all
   */
  static Pasts of(Collection<Who> users, Dataset<Row> rows, SparkSession spark) {
    List<Row> ids =
        users.stream()
            .map(who -> RowFactory.create(who.database().value(), who.user().value()))
            .toList();
    Dataset<Row> asked = broadcast(spark.createDataFrame(ids, USERS));
    Column sameDatabase = col(InteractionsTable.DATABASE).equalTo(col(OF_DATABASE));
    Dataset<Row> sessions =
        rows.where(col(InteractionsTable.OPERATION).equalTo(Operation.RESOLVE.name()))
            .join(asked, sameDatabase.and(col(InteractionsTable.USER_ID).equalTo(col(OWNER))))
            .select(
                col(OF_DATABASE),
                lit(Actor.Kind.SESSION.name()).as(KIND),
                col(InteractionsTable.ACTOR_ID).as(ID),
                col(OWNER))
            .distinct();
    Dataset<Row> actors =
        asked
            .select(
                col(OF_DATABASE),
                lit(Actor.Kind.USER.name()).as(KIND),
                col(OWNER).as(ID),
                col(OWNER))
            .union(sessions);
    List<Column> columns =
        new ArrayList<>(
            InteractionsTable.COLUMNS.stream().map(c -> functions.col(c.name())).toList());
    columns.add(col(OWNER));
    return new Pasts(
        rows.join(
                actors,
                sameDatabase
                    .and(col(InteractionsTable.ACTOR_KIND).equalTo(col(KIND)))
                    .and(col(InteractionsTable.ACTOR_ID).equalTo(col(ID))))
            .select(columns.toArray(Column[]::new))
            .repartitionByRange(col(InteractionsTable.DATABASE), col(OWNER))
            .sortWithinPartitions(col(InteractionsTable.DATABASE), col(OWNER))
            .toLocalIterator());
  }

  private static Who who(Row row) {
    return new Who(
        new DatabaseId(row.getAs(InteractionsTable.DATABASE)),
        new UserId(row.<String>getAs(OWNER)));
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Entry next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Who who = who(ahead);
    Map<Actor, List<LoggedChange>> changes = new HashMap<>();
    while (ahead != null && who(ahead).equals(who)) {
      InteractionRows.event(ahead)
          .ifPresent(
              logged ->
                  changes
                      .computeIfAbsent(logged.event().actor(), actor -> new ArrayList<>())
                      .add(logged.change()));
      ahead = following();
    }
    List<Past> pasts = new ArrayList<>();
    changes.forEach((actor, all) -> pasts.add(new Past(actor.kind(), all)));
    return new Entry(who, pasts);
  }

  private Row following() {
    return sorted.hasNext() ? sorted.next() : null;
  }
}
