package io.tastelake.e2e.http;

import static io.tastelake.rules.TestCounts.count;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.bench.load.Load;
import io.tastelake.e2e.kit.Seed;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Wire;
import io.tastelake.e2e.kit.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * However a request is damaged, the server does not fail: its answer is never a 500, and another
 * tenant does not notice.
 */
@ExtendWith(SharedSystem.Extension.class)
class MutatedRequestsTest {

  private static final int THREADS = 2;

  private final Seed seed = Seed.announced("MutatedRequestsTest");

  @Test
  void noneIsAnsweredWithAServerError(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    for (String property :
        List.of(
            "{\"property_name\": \"price\", \"value_type\": \"float64\"}",
            "{\"property_name\": \"tags\", \"value_type\": \"unicode\", \"repeated\": true}")) {
      tenant.client().call("POST", "/items-properties/", property).ok();
    }
    Neighbour neighbour = new Neighbour(system.tenant(Tenant.Ids.TEXT));
    neighbour.callsFor(Duration.ofSeconds(3)); // warms up
    Load alone = neighbour.callsFor(Duration.ofSeconds(count(3, 60)));
    AtomicInteger left = new AtomicInteger(count(5_000, 1_000_000));
    Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    AtomicReference<Load> beside = new AtomicReference<>();
    Workers.together(
        THREADS + 1,
        thread ->
            thread == THREADS
                ? () -> beside.set(neighbour.callsWhile(() -> left.get() > 0))
                : () -> {
                  SplittableRandom random = seed.random(thread);
                  while (left.getAndDecrement() > 0) {
                    int status = answerTo(request(tenant, random), system.client().uri());
                    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
                  }
                });
    System.out.println("MutatedRequestsTest: answers by status " + statuses);
    System.out.println("MutatedRequestsTest: a neighbour alone " + Neighbour.latencies(alone));
    System.out.println("MutatedRequestsTest: beside them " + Neighbour.latencies(beside.get()));
    assertThat(statuses.keySet()).contains(200, 400, 401, 404);
    tenant.client().get("/databases/current/").ok();
    // of a few hundred calls the slowest says nothing
    if (count(0, 1) == 1) {
      assertThat(beside.get().millis(99)).isLessThanOrEqualTo(3 * alone.millis(99));
    }
  }

  /**
   * A request; what it begins with may still be its method.
   *
   * @param octets a character for each
   */
  private record Damaged(String octets, String method) {}

  private static Damaged request(Tenant tenant, SplittableRandom random) {
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
  private static int answerTo(Damaged request, URI api) throws IOException {
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
