package io.tastelake.serving.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.BodyReader;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Flags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a write: {@code {"item": {…}}} or {@code {"items": [{…}]}}, and what goes with it.
 * The Python client sends lists of values apart, as {@code items_m2m}.
 */
final class WrittenEntries {

  private final EntryMemory memory;
  private final List<WrittenEntry> entries = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private boolean given;
  private boolean creating;
  private boolean waiting = true;

  /** A value of a repeated property of the entry at an index. */
  private record Link(String name, int index, JsonNode value) {}

  private WrittenEntries(EntryMemory memory) {
    this.memory = memory;
  }

  /**
   * Reads one entry.
   *
   * @param memory what the request takes
   */
  static BodyReader<WrittenEntries> one(Subject subject, EntryMemory memory) {
    return parser -> {
      WrittenEntries written = new WrittenEntries(memory);
      written.read(parser, subject, subject.word());
      return written;
    };
  }

  /**
   * Reads a list of entries.
   *
   * @param most how many there may be
   * @param memory what the request takes
   */
  static BodyReader<WrittenEntries> many(Subject subject, int most, EntryMemory memory) {
    return parser -> {
      WrittenEntries written = new WrittenEntries(memory);
      written.read(parser, subject, subject.plural());
      if (written.entries.size() > most) {
        throw wrong(
            "The request has more than %,d %s: send smaller batches."
                .formatted(most, subject.plural()));
      }
      return written;
    };
  }

  private void read(JsonParser parser, Subject subject, String field) throws IOException {
    boolean many = field.equals(subject.plural());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(field)) {
        readEntries(parser, subject, many);
      } else if (value == JsonToken.VALUE_NULL) {
        parser.skipChildren();
      } else if (many && name.equals(field + "_m2m")) {
        readLists(parser, subject, name);
      } else if (name.equals("create_if_missing")) {
        creating = flag(parser, name);
      } else if (name.equals("wait_for_completion")) {
        waiting = flag(parser, name);
      } else {
        parser.skipChildren();
      }
    }
    if (!given) {
      throw wrong(
          many
              ? "The field %s is missing: it must be a list of %s.".formatted(field, field)
              : "The field %s is missing: it must be an object of properties.".formatted(field));
    }
    links.forEach(this::link);
  }

  private void readEntries(JsonParser parser, Subject subject, boolean many) throws IOException {
    JsonToken token = parser.currentToken();
    if (given || token != (many ? JsonToken.START_ARRAY : JsonToken.START_OBJECT)) {
      throw wrong(
          "The field %s must be %s, and be there once."
              .formatted(
                  many ? subject.plural() : subject.word(),
                  many ? "a list of objects" : "an object of properties"));
    }
    given = true;
    if (!many) {
      entries.add(WrittenEntry.read(parser, subject.id(), memory));
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      entries.add(WrittenEntry.read(parser, subject.id(), memory));
    }
  }

  private void readLists(JsonParser parser, Subject subject, String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongLists(field);
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrongLists(field);
      }
      String property = null;
      int first = links.size();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("name")) {
          memory.value(parser.getTextLength());
          property = parser.getText();
        } else if (name.equals("array") && parser.currentToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            links.add(readLink(parser, subject.word() + "_index", field));
          }
        } else {
          parser.skipChildren();
        }
      }
      if (property == null) {
        throw wrongLists(field);
      }
      String of = property;
      links
          .subList(first, links.size())
          .replaceAll(link -> new Link(of, link.index(), link.value()));
    }
  }

  private Link readLink(JsonParser parser, String indexField, String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrongLists(field);
    }
    memory.value(0); // of itself, and below of the list that it begins
    memory.value(0);
    int index = -1;
    JsonNode value = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals(indexField) && token == JsonToken.VALUE_NUMBER_INT) {
        index = parser.getText().length() > 9 ? -1 : parser.getIntValue();
      } else if (name.equals("value_id")) {
        value = WrittenEntry.scalar(parser, memory);
        parser.skipChildren();
      } else {
        parser.skipChildren();
      }
    }
    if (index < 0 || value == null || value.isMissingNode()) {
      throw wrongLists(field);
    }
    return new Link("", index, value);
  }

  private void link(Link link) {
    if (link.index() >= entries.size()) {
      throw wrong(
          "A value of the property %s is of the entry at index %d, and there are %d entries."
              .formatted(link.name(), link.index(), entries.size()));
    }
    entries.get(link.index()).add(link.name(), link.value());
  }

  private static boolean flag(JsonParser parser, String name) throws IOException {
    String text = parser.currentToken().isScalarValue() ? parser.getText() : "";
    return Flags.read(text)
        .orElseThrow(() -> wrong("The field " + name + " must be true or false."));
  }

  private static ApiException wrongLists(String field) {
    return wrong(
        "The field %s must be a list of {\"name\", \"array\": [{\"%s\", \"value_id\"}]}."
            .formatted(field, field.replace("s_m2m", "_index")));
  }

  private static ApiException wrong(String message) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message);
  }

  List<WrittenEntry> entries() {
    return entries;
  }

  /** Whether a change creates the entries that are not there. */
  boolean creating() {
    return creating;
  }

  /** Whether the caller waits for the end. */
  boolean waiting() {
    return waiting;
  }
}
