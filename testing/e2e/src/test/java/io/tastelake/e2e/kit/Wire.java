package io.tastelake.e2e.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tastelake.serving.document.ApiDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One connection to the API, whose bytes are the test's own. Holds every answer to the document.
 */
public final class Wire implements AutoCloseable {

  private static final ApiDocument DOCUMENT = ApiDocument.read();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** An answer, its header names in lower case. */
  public record Response(int status, Map<String, String> headers, String text) {

    /** The body; missing if it is empty. */
    public JsonNode json() throws IOException {
      return text.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(text);
    }

    /** This answer, which must be 200. */
    public Response ok() {
      assertThat(status).as(text).isEqualTo(200);
      return this;
    }

    /** Fails unless it is 200 and {@code {}} labelled as JSON. */
    public void isEmptyObject() {
      ok();
      assertThat(headers).containsEntry("content-type", "application/json");
      assertThat(text).isEqualTo("{}");
    }

    /** Fails unless it is 200 without a body and without a label. */
    public void isNothing() {
      ok();
      assertThat(text).isEmpty();
      assertThat(headers).containsEntry("content-length", "0").doesNotContainKey("content-type");
    }
  }

  public static Wire open(URI api) throws IOException {
    Socket socket = new Socket(api.getHost(), api.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new Wire(socket);
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param head the request line and the headers, a line each, without those of the body
   */
  public Response ask(String head, String body) throws IOException {
    send(head, body);
    String[] line = head.strip().split("[ \n]", 3);
    Response answer = read(line[0]);
    DOCUMENT.check(
        new ApiDocument.Answered(
            line[0],
            line[1],
            answer.status(),
            name -> Optional.ofNullable(answer.headers().get(name.toLowerCase(Locale.ROOT))),
            answer.headers().getOrDefault("content-type", ""),
            answer.text()));
    return answer;
  }

  /** Sends bytes that may be no request at all, and nothing after them. */
  public void finish(byte[] bytes) throws HungUpException {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new HungUpException(e);
    }
  }

  /**
   * Reads an answer.
   *
   * @param method that was asked with: answers to HEAD have no body
   */
  public Response answer(String method) throws HungUpException {
    try {
      return read(method);
    } catch (IOException e) {
      throw new HungUpException(e);
    }
  }

  /** The other side closed the connection instead of answering. */
  public static final class HungUpException extends IOException {

    private static final long serialVersionUID = 1L;

    HungUpException(IOException cause) {
      super(cause);
    }
  }

  /** Sends a request and does not wait for its answer. */
  public void send(String head, String body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
    String length = body == null ? "" : "Content-Length: " + bytes.length + "\r\n";
    String lines = head.strip().replace("\n", "\r\n") + "\r\n" + length + "\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(lines.getBytes(UTF_8));
    request.write(bytes);
    request.writeTo(socket.getOutputStream());
  }

  private Response read(String method) throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.split(": ?", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    return new Response(status, headers, new String(body(method, headers), UTF_8));
  }

  private byte[] body(String method, Map<String, String> headers) throws IOException {
    if (method.equals("HEAD")) {
      return new byte[0];
    }
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length")));
    }
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunk(); length > 0; length = chunk()) {
      body.write(in.readNBytes(length));
      assertThat(line()).isEmpty();
    }
    assertThat(line()).isEmpty();
    return body.toByteArray();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the connection ended after '" + line + "'");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
