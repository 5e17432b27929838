package io.tastelake.store;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;

/**
 * How statements are spelled and bound: parameters are {@code :name}, SQL is no template, and
 * values go to the driver as they are, but for ids, instants and enums.
 */
final class Statements {

  /**
   * Where the codes begin for a transaction that PostgreSQL gave up for the sake of others: 40001
   * (serialization failure), 40P01 (deadlock). It did nothing, and is done again.
   */
  private static final String ROLLED_BACK = "40";

  private static final int MAX_RETRIES = 5;

  private Statements() {}

  static Jdbi configured(OnlineStore.Connections connections) {
    Jdbi jdbi = Jdbi.create(connections::open);
    jdbi.setTransactionHandler(new SerializableTransactionRunner());
    jdbi.getConfig(SerializableTransactionRunner.Configuration.class)
        .setSerializationFailureSqlState(ROLLED_BACK)
        .setMaxRetries(MAX_RETRIES);
    jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    jdbi.registerArgument((ArgumentFactory) Statements::argument);
    return jdbi;
  }

  /** PostgreSQL's {@code text[]} of ids or other values. */
  static <T> String[] texts(Collection<T> values, Function<? super T, String> text) {
    return values.stream().map(text).toArray(String[]::new);
  }

  /** The users' ids as {@code text[]}. */
  static String[] users(Collection<UserId> users) {
    return texts(users, UserId::value);
  }

  private static Optional<Argument> argument(Type type, Object value, ConfigRegistry config) {
    Object bound = bound(value);
    return Optional.of((position, statement, context) -> statement.setObject(position, bound));
  }

  private static Object bound(Object value) {
    if (value instanceof UserId user) {
      return user.value();
    }
    if (value instanceof ItemId item) {
      return item.value();
    }
    if (value instanceof SessionId session) {
      return session.value();
    }
    if (value instanceof DatabaseId database) {
      return database.value();
    }
    if (value instanceof OrganizationId organization) {
      return organization.value();
    }
    if (value instanceof AccountId account) {
      return account.value();
    }
    if (value instanceof InteractionId interaction) {
      return interaction.value();
    }
    if (value instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value;
  }
}
