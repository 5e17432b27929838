package io.tastelake.serving.account;

import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Metadata;
import io.tastelake.store.ProfilesTable;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request wants changed of what is noted of an account; what is absent stays as it is. */
final class WantedProfile {

  private final JsonFields fields;
  private final Optional<String> firstName;
  private final Optional<String> lastName;

  private WantedProfile(JsonFields fields) {
    this.fields = fields;
    this.firstName = fields.text("first_name");
    this.lastName = fields.text("last_name");
  }

  /**
   * The fields {@code first_name}, {@code last_name} and {@code metadata} of a request; empty if it
   * has none of them.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if one of them is wrong
   */
  static Optional<WantedProfile> of(JsonFields fields) {
    WantedProfile wanted = new WantedProfile(fields);
    boolean given =
        Stream.of("first_name", "last_name", "metadata")
            .anyMatch(name -> fields.object().hasNonNull(name));
    if (given) {
      var unused = wanted.appliedTo(ProfilesTable.Row.EMPTY); // it is right, whatever there is
    }
    return given ? Optional.of(wanted) : Optional.empty();
  }

  /**
   * {@code before} changed as wanted; metadata are merged (RFC 7396).
   *
   * @throws io.tastelake.serving.http.ApiException {@code WrongData} if the result is too large
   */
  ProfilesTable.Row appliedTo(ProfilesTable.Row before) {
    return new ProfilesTable.Row(
        firstName.orElse(before.firstName()),
        lastName.orElse(before.lastName()),
        Metadata.merged(before.metadata(), fields));
  }
}
