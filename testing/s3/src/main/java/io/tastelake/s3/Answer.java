package io.tastelake.s3;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Status, headers and body of a response. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final byte[] NOTHING = {};

  static Answer empty(int status) {
    return new Answer(status, Map.of(), NOTHING);
  }

  static Answer xml(String text) {
    return new Answer(200, Map.of("Content-Type", "application/xml"), bytes(text));
  }

  static Answer error(int status, String code) {
    String text = "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, code);
    return new Answer(status, Map.of("Content-Type", "application/xml"), bytes(text));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static byte[] bytes(String xml) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8);
  }
}
