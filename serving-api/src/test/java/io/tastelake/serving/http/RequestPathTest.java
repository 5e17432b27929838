package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', /",
    "//, /",
    "/v1, /",
    "/v1/, /",
    "//v1//login//service//, /login/service",
    "/login/service, /login/service",
    "/users/v1/x, /users/v1/x",
    "/v1/v1, /v1",
    "/a%2Fb/%41%7e%2d, /a%2Fb/A~-",
    "/%20%25, /%20%25",
    "/%, /%"
  })
  void everyPathHasOneSpelling(String raw, String canonical) {
    assertThat(RequestPath.canonical(raw)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "/a, true",
    "/%C3%A9/%f0%9f%98%80x, true",
    "/%2F%25%00, true",
    "/%FF, false",
    "/a%C3/%A9, false",
    "/%E2%82, false",
    "/%ED%A0%80, false",
    "/%C0%AF, false",
    "/%z1, false",
    "/%, false"
  })
  void escapesSpellUtf8(String path, boolean well) {
    assertThat(RequestPath.wellEscaped(path)).isEqualTo(well);
  }

  /** Whatever the escapes, the decoded segments stay what they were. */
  @Property
  void segmentsKeepTheirMeaning(
      @ForAll @Size(max = 4) List<@CharRange(from = ' ', to = '~') @StringLength(max = 5) String> s) {
    StringBuilder raw = new StringBuilder("/x");
    for (String segment : s) {
      raw.append('/');
      for (byte octet : segment.getBytes(StandardCharsets.US_ASCII)) {
        raw.append("%%%02x".formatted(octet));
      }
    }
    String canonical = RequestPath.canonical(raw.toString());
    List<String> decoded =
        Arrays.stream(canonical.split("/", -1))
            .skip(2)
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    assertThat(decoded).isEqualTo(s.stream().filter(segment -> !segment.isEmpty()).toList());
    assertThat(RequestPath.canonical(canonical)).isEqualTo(canonical);
  }
}
