package io.tastelake.serving.catalogue;

import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.identity.IdType;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.JsonId;

/** What entries describe, in the words of paths, bodies and errors. */
public enum Subject {
  ITEM(
      EntryKind.ITEM,
      "item",
      ErrorName.ITEM_NOT_FOUND,
      ErrorName.DUPLICATED_ITEM_ID,
      ErrorName.ITEM_PROPERTY_NOT_FOUND,
      ErrorName.DUPLICATED_ITEM_PROPERTY),
  USER(
      EntryKind.USER,
      "user",
      ErrorName.USER_NOT_FOUND,
      ErrorName.DUPLICATED_USER_ID,
      ErrorName.USER_PROPERTY_NOT_FOUND,
      ErrorName.DUPLICATED_USER_PROPERTY);

  private final EntryKind kind;
  private final String word;
  private final ErrorName missing;
  private final ErrorName duplicated;
  private final ErrorName propertyMissing;
  private final ErrorName propertyDuplicated;

  Subject(
      EntryKind kind,
      String word,
      ErrorName missing,
      ErrorName duplicated,
      ErrorName propertyMissing,
      ErrorName propertyDuplicated) {
    this.kind = kind;
    this.word = word;
    this.missing = missing;
    this.duplicated = duplicated;
    this.propertyMissing = propertyMissing;
    this.propertyDuplicated = propertyDuplicated;
  }

  EntryKind kind() {
    return kind;
  }

  /** {@code item}. */
  String word() {
    return word;
  }

  /** {@code items}. */
  String plural() {
    return word + "s";
  }

  /** {@code item_id}. */
  String id() {
    return word + "_id";
  }

  IdType type(IdTypes types) {
    return this == ITEM ? types.item() : types.user();
  }

  /** The canonical id. */
  String id(IdTypes types, String text) {
    return this == ITEM ? types.item(text).value() : types.user(text).value();
  }

  /** The canonical id. */
  String id(IdTypes types, JsonId json) {
    return this == ITEM ? types.item(json).value() : types.user(json).value();
  }

  /** There is no such entry. */
  ApiException missing(String id) {
    return ApiException.notFound(missing, word, id);
  }

  /** A write that may create nothing names an entry that is not there. */
  ApiException missingToChange(String id) {
    return ApiException.notFound(
        missing,
        word,
        null,
        "There is no %s '%s', and nothing was stored: create it first, or send create_if_missing."
            .formatted(word, id));
  }

  /** A write names an entry twice. */
  ApiException twice(String id) {
    return ApiException.duplicated(
        duplicated,
        word,
        null,
        "The %s '%s' is in the request twice, and nothing was stored: send it once."
            .formatted(word, id));
  }

  ApiException propertyMissing(String name) {
    return ApiException.notFound(propertyMissing, word + "-property", name);
  }

  ApiException propertyTwice(String name) {
    return ApiException.duplicated(propertyDuplicated, word + "-property", name);
  }
}
