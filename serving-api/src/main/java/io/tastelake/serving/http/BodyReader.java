package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Makes something of a JSON object, token by token. */
@FunctionalInterface
public interface BodyReader<T> {

  /** Reads the object whose first brace is the parser's current token, up to its last one. */
  T read(JsonParser parser) throws IOException;
}
