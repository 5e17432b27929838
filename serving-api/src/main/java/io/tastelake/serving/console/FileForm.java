package io.tastelake.serving.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/** A form with a file, as a browser sends it; all of it is in memory, and nothing on a disk. */
final class FileForm {

  /** A file of the largest size, packed badly and in base64. */
  private static final int MAX_BYTES = 15 << 20;

  private static final int MAX_PARTS = 2 * CsvUpload.MAX_COLUMNS;
  private static final String TYPE = "multipart/form-data";

  private final Map<String, String> fields;
  private final String fileName;
  private final byte[] file;

  private FileForm(Map<String, String> fields, String fileName, byte[] file) {
    this.fields = fields;
    this.fileName = fileName;
    this.file = file;
  }

  /**
   * Reads the form that a request sends.
   *
   * @throws ApiException {@code WrongData} if it is no such form, or is too large or too slow
   */
  static FileForm of(Context context) throws IOException {
    String type = context.contentType();
    if (type == null || !type.startsWith(TYPE)) {
      throw wrong("The body must be a form of type " + TYPE + ".");
    }
    String boundary = MultiPart.extractBoundary(type);
    if (boundary == null) {
      throw wrong("The form's type names no boundary.");
    }
    if (context.req().getContentLengthLong() > MAX_BYTES) {
      throw wrong(CsvUpload.TOO_LARGE);
    }
    byte[] body;
    try (InputStream in = Page.file(context)) {
      body = in.readNBytes(MAX_BYTES + 1);
    }
    if (body.length > MAX_BYTES) {
      throw wrong(CsvUpload.TOO_LARGE);
    }
    return parsed(boundary, body);
  }

  private static FileForm parsed(String boundary, byte[] body) throws IOException {
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setMaxLength(MAX_BYTES);
    parser.setMaxFileSize(MAX_BYTES);
    parser.setMaxMemoryFileSize(-1); // of any size
    parser.setMaxParts(MAX_PARTS);
    CompletableFuture<MultiPartFormData.Parts> done = new CompletableFuture<>();
    parser.parse(Content.Source.from(ByteBuffer.wrap(body)), Promise.Invocable.toPromise(done));
    try (MultiPartFormData.Parts parts = done.join()) {
      return of(parts);
    } catch (CompletionException e) {
      throw wrong("The form is malformed, or was cut off: send it again.");
    }
  }

  private static FileForm of(MultiPartFormData.Parts parts) throws IOException {
    Map<String, String> fields = new HashMap<>();
    String fileName = "";
    byte[] file = new byte[0];
    for (MultiPart.Part part : parts) {
      if (part.getFileName() == null) {
        fields.put(part.getName(), part.getContentAsString(UTF_8));
      } else {
        fileName = part.getFileName();
        try (InputStream in = Content.Source.asInputStream(part.createContentSource())) {
          file = in.readAllBytes();
        }
      }
    }
    return new FileForm(fields, fileName, file);
  }

  /** The fields by name, without the file. */
  Map<String, String> fields() {
    return fields;
  }

  /** A field; empty if there is none. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What the browser calls the file: any text. */
  String fileName() {
    return fileName;
  }

  /** The content; empty if there is no file. */
  byte[] file() {
    return file;
  }

  private static ApiException wrong(String message) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message);
  }
}
