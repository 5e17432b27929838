package io.tastelake.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * One connection to the API, kept open. One thread uses it. It blocks and shares nothing, so that
 * the load generator leaves as much as it can of the machine to what is measured.
 */
public final class ApiConnection implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER = 64 << 10;
  private static final int OK = 200;

  private final URI api;
  private final String authorization;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();
  private final DefaultBHttpClientConnection connection =
      new DefaultBHttpClientConnection(Http1Config.custom().setBufferSize(BUFFER).build());

  /**
   * Connects.
   *
   * @param token sent as a bearer token; empty for none
   */
  public ApiConnection(URI api, String token) {
    this.api = api;
    this.authorization = token.isEmpty() ? "" : "Bearer " + token;
    try {
      Socket socket = new Socket(api.getHost(), api.getPort());
      socket.setTcpNoDelay(true);
      connection.bind(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("No connection to " + api, e);
    }
  }

  /** The body of the answer to GET {@code path}, which must be 200. */
  public byte[] fetch(String path) {
    return ok(Method.GET, path, new byte[0]);
  }

  /** The body of the answer to POST {@code path}, which must be 200. */
  public byte[] post(String path, byte[] json) {
    return ok(Method.POST, path, json);
  }

  /** The same for JSON in and out, and any method. */
  public JsonNode json(Method method, String path, Object body) {
    try {
      byte[] answer = ok(method, path, body == null ? new byte[0] : JSON.writeValueAsBytes(body));
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] ok(Method method, String path, byte[] body) {
    try (ClassicHttpResponse response =
        executor.execute(request(method, path, body), connection, HttpCoreContext.create())) {
      byte[] answer = EntityUtils.toByteArray(response.getEntity());
      if (response.getCode() != OK) {
        throw new IllegalStateException(
            method + " " + path + ": " + response.getCode() + " " + text(answer));
      }
      return answer == null ? new byte[0] : answer;
    } catch (IOException | HttpException e) {
      throw new IllegalStateException(method + " " + path + " failed: " + e, e);
    }
  }

  private ClassicHttpRequest request(Method method, String path, byte[] body) {
    ClassicHttpRequest request = new BasicClassicHttpRequest(method, path);
    request.setHeader("Host", api.getAuthority());
    if (!authorization.isEmpty()) {
      request.setHeader("Authorization", authorization);
    }
    if (body.length > 0) {
      request.setHeader("Content-Type", "application/json");
      request.setHeader("Content-Length", body.length);
      request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    }
    return request;
  }

  private static String text(byte[] answer) {
    return answer == null ? "" : new String(answer, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
