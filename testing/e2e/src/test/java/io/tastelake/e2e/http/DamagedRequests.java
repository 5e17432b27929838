package io.tastelake.e2e.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Damaged requests of one tenant's client, and how they are answered. Thread-safe. */
final class DamagedRequests {

  private final Tenant tenant;
  private final URI api;
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  DamagedRequests(Tenant tenant, URI api) {
    this.tenant = tenant;
    this.api = api;
  }

  /** How many were answered with which status; 0 if the server hung up. */
  Map<Integer, AtomicInteger> statuses() {
    return statuses;
  }

  /** Sends one; fails if its answer is a server's error, or none of the contract. */
  void send(SplittableRandom random) throws IOException {
    int status = answerTo(request(random));
    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
  }

  /**
   * A request; what it begins with may still be its method.
   *
   * @param octets a character for each
   */
  private record Damaged(String octets, String method) {}

  private Damaged request(SplittableRandom random) {
    Mutations mutations = new Mutations(random);
    Template template = Template.ALL.get(random.nextInt(Template.ALL.size()));
    int damage = random.nextInt(8);
    String target = damage < 2 ? mutations.damaged(template.target()) : template.target();
    String body = damage >= 2 && damage < 6 ? mutations.damaged(template.body()) : template.body();
    String token = damage == 6 ? mutations.damaged(tenant.token()) : tenant.token();
    byte[] content = mutations.encoded(body);
    String head =
        "%s %s HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(template.method(), target, token, content.length);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(damage == 0 ? ISO_8859_1 : UTF_8));
    request.writeBytes(content);
    byte[] bytes = request.toByteArray();
    byte[] sent = damage == 7 ? mutations.flipped(bytes) : bytes;
    return new Damaged(new String(sent, ISO_8859_1), template.method());
  }

  /** Without a model there is no taste, and of an empty database nothing to recommend. */
  private static boolean isNotReady(Wire.Response answer) {
    return answer.status() == 503 && answer.text().contains("\"DATABASE_NOT_READY\"");
  }

  /** The status; 0 if the server hangs up, as it may on what is no HTTP. */
  private int answerTo(Damaged request) throws IOException {
    try (Wire wire = Wire.open(api)) {
      wire.finish(request.octets().getBytes(ISO_8859_1));
      Wire.Response answer = wire.answer(request.method());
      if (answer.status() >= 400) {
        requireContractsError(answer, request);
      }
      if (!isNotReady(answer)) {
        assertThat(answer.status())
            .as(() -> request.octets() + "\n" + answer.text())
            .isLessThan(500);
      }
      return answer.status();
    } catch (Wire.HungUpException e) {
      return 0;
    }
  }

  private static void requireContractsError(Wire.Response answer, Damaged request)
      throws IOException {
    JsonNode error = answer.json();
    assertThat(error.properties().stream().map(Map.Entry::getKey))
        .as(() -> request.octets() + "\n" + answer.text())
        .containsExactlyInAnyOrder("error_code", "error_name", "message", "error_data");
  }
}
