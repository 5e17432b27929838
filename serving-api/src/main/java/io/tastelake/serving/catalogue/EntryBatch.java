package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.WrongIdException;
import io.tastelake.store.KnownProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of one write as they are stored: all are right or, if one is wrong, none. */
final class EntryBatch {

  private static final int MAX_NAMED = 100;

  private final Subject subject;
  private final IdTypes types;
  private final KnownProperties properties;
  private final List<String> problems = new ArrayList<>();
  private ErrorName firstName;
  private String firstProblem;
  private int wrong;

  private EntryBatch(Subject subject, IdTypes types, KnownProperties properties) {
    this.subject = subject;
    this.types = types;
    this.properties = properties;
  }

  /** An entry and its canonical id. */
  record Entry(String id, ObjectNode values) {}

  /**
   * The entries in their order.
   *
   * @param id of the one entry, if the path names it
   * @throws ApiException {@code WrongData} if any is wrong; the message names up to 100 by index,
   *     {@code error} is the first one's problem in the vendor's words
   */
  static List<Entry> of(
      Subject subject,
      IdTypes types,
      KnownProperties properties,
      List<WrittenEntry> written,
      Optional<String> id) {
    EntryBatch batch = new EntryBatch(subject, types, properties);
    List<Entry> entries = new ArrayList<>(written.size());
    for (int i = 0; i < written.size(); i++) {
      String place = id.isPresent() ? subject.word() : subject.plural() + "[" + i + "]";
      batch.add(entries, written.get(i), id, place);
    }
    batch.requireRight(written.size());
    return entries;
  }

  private void add(List<Entry> entries, WrittenEntry written, Optional<String> id, String place) {
    try {
      if (written.problem() != null) {
        throw new KnownProperties.WrongValueException(withoutEnd(written.problem()));
      }
      if (id.isEmpty() && written.id() == null) {
        throw new KnownProperties.WrongValueException(
            "the field " + subject.id() + " is missing: it must be an id");
      }
      String canonical = id.orElseGet(() -> subject.id(types, written.id()));
      entries.add(new Entry(canonical, properties.stored(written.values())));
    } catch (WrongIdException e) {
      refuse(
          ErrorName.valueOf(ApiException.wrongId(e).data().get("name")),
          place,
          withoutEnd(e.getMessage()));
    } catch (KnownProperties.WrongValueException e) {
      refuse(ErrorName.WRONG_DATA_TYPE, place, e.getMessage());
    }
  }

  private static String withoutEnd(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private void refuse(ErrorName name, String place, String problem) {
    if (wrong == 0) {
      firstName = name;
      firstProblem = problem;
    }
    if (wrong < MAX_NAMED) {
      problems.add(place + ": " + problem + ".");
    }
    wrong++;
  }

  private void requireRight(int count) {
    if (wrong > 0) {
      String more = wrong > MAX_NAMED ? " (the first " + MAX_NAMED + " are named)" : "";
      throw ApiException.wrongData(
          firstName,
          "%d of %d %s are invalid%s; nothing was stored. %s Properties are created with POST"
                  .formatted(wrong, count, subject.plural(), more, String.join(" ", problems))
              + " %s-properties/.".formatted(subject.plural()),
          firstProblem);
    }
  }

  /** By id; a later entry adds to an earlier one of the same id. */
  static Map<String, ObjectNode> merged(List<Entry> entries) {
    Map<String, ObjectNode> merged = new LinkedHashMap<>();
    for (Entry entry : entries) {
      ObjectNode values = merged.computeIfAbsent(entry.id(), unused -> entry.values().deepCopy());
      values.setAll(entry.values());
    }
    return merged;
  }
}
