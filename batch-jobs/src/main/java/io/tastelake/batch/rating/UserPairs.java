package io.tastelake.batch.rating;

import io.tastelake.domain.identity.UserId;
import io.tastelake.store.UserRatings;
import io.tastelake.store.WrittenRatings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.BiConsumer;

/** Brings together what was computed and what is shown, user by user of one database. */
final class UserPairs {

  /** The order of UTF-8's bytes, as Spark and PostgreSQL's collation C have it. */
  private static final Comparator<UserId> ORDER =
      (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

  private UserPairs() {}

  /** Calls {@code each} with computed and shown ratings of every user that either side has. */
  static void forEach(
      Iterator<UserRatings> computed,
      Iterator<WrittenRatings> shown,
      BiConsumer<UserRatings, WrittenRatings> each) {
    UserRatings left = following(computed);
    WrittenRatings right = following(shown);
    while (left != null || right != null) {
      int order =
          left == null
              ? 1
              : right == null ? -1 : ORDER.compare(left.user(), right.ratings().user());
      each.accept(
          order <= 0 ? left : UserRatings.none(right.ratings().user()),
          order >= 0 ? right : WrittenRatings.none(left.user()));
      left = order <= 0 ? following(computed) : left;
      right = order >= 0 ? following(shown) : right;
    }
  }

  private static byte[] utf8(UserId user) {
    return user.value().getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T following(Iterator<T> users) {
    return users.hasNext() ? users.next() : null;
  }
}
