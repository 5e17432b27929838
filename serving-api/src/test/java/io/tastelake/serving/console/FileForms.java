package io.tastelake.serving.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the forms of the page <em>Import</em> as a browser does. */
record FileForms(ConsoleVisitor visitor) {

  private static final String PATH = "/console/import";
  private static final String BOUNDARY = "----of-this-test";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  /** A file that somebody chose. */
  record Chosen(String name, String text, Charset encoding) {
    static Chosen of(String name, String text) {
      return new Chosen(name, text, UTF_8);
    }
  }

  HttpResponse<String> upload(String name, String csv) {
    return upload(Chosen.of(name, csv), "comma");
  }

  HttpResponse<String> upload(Chosen file, String delimiter) {
    return send(
        Map.of("form_token", visitor.formToken(), "step", "upload", "delimiter", delimiter), file);
  }

  /** Sends what a page carries, with what somebody chose. */
  HttpResponse<String> step(HttpResponse<String> page, String step, Map<String, String> chosen) {
    Map<String, String> fields = carried(page);
    fields.putAll(chosen);
    fields.put("step", step);
    return send(fields, null);
  }

  /** The hidden fields that the page's forms of the file have. */
  static Map<String, String> carried(HttpResponse<String> page) {
    Map<String, String> fields = new HashMap<>();
    Matcher found = HIDDEN.matcher(page.body());
    while (found.find()) {
      fields.put(
          found.group(1),
          found
              .group(2)
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&#34;", "\"")
              .replace("&#39;", "'")
              .replace("&amp;", "&"));
    }
    return fields;
  }

  HttpResponse<String> send(Map<String, String> fields, Chosen file) {
    return visitor.send(request(fields, file));
  }

  HttpRequest.Builder request(Map<String, String> fields, Chosen file) {
    List<byte[]> parts = new ArrayList<>();
    fields.forEach(
        (name, value) -> parts.add((start(name) + "\r\n\r\n" + value + "\r\n").getBytes(UTF_8)));
    if (file != null) {
      String name = file.name().replace("\"", "%22");
      parts.add(
          (start("file") + "; filename=\"" + name + "\"\r\nContent-Type: text/csv\r\n\r\n")
              .getBytes(UTF_8));
      parts.add(file.text().getBytes(file.encoding()));
      parts.add("\r\n".getBytes(UTF_8));
    }
    parts.add(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    byte[] body = new byte[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, body, at, part.length);
      at += part.length;
    }
    return visitor
        .request(PATH)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static String start(String name) {
    return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
  }
}
