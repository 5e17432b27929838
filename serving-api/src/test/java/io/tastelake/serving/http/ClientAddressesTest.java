package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

  private final ClientAddresses addresses =
      new ClientAddresses(Set.of("10.0.0.0/8", "192.168.1.7", "fd00::/16"));

  @ParameterizedTest
  @CsvSource(
      value = {
        "203.0.113.9 |                                   | 203.0.113.9",
        "203.0.113.9 | 198.51.100.1                      | 203.0.113.9",
        "10.1.2.3    | 198.51.100.1                      | 198.51.100.1",
        "10.1.2.3    | 1.1.1.1, 198.51.100.1, 192.168.1.7 | 198.51.100.1",
        "10.1.2.3    | 198.51.100.1, evil.example        | 10.1.2.3",
        "10.1.2.3    |                                   | 10.1.2.3",
        "10.1.2.3    | 2001:db8:1:2:3:4:5:6              | 2001:0db8:0001:0002::/64",
        "192.168.1.8 | 198.51.100.1                      | 192.168.1.8",
        "2001:db8:1:2:9:9:9:9 |                          | 2001:0db8:0001:0002::/64",
        "fd00::1     | 198.51.100.1                      | 198.51.100.1",
        "127.9.8.7   |                                   | 127.0.0.1",
        "::1         |                                   | 127.0.0.1",
        "10.1.2.3    | 127.0.0.2                         | 127.0.0.1"
      },
      delimiter = '|')
  void aProxysWordCountsAndNobodyElses(String peer, String forwardedFor, String client) {
    HttpFields.Mutable headers = HttpFields.build();
    if (forwardedFor != null) {
      headers.put("X-Forwarded-For", forwardedFor);
    }
    assertThat(addresses.of(new InetSocketAddress(peer, 4711), headers)).isEqualTo(client);
  }

  @Test
  void aProxysConnectionsAreNobodys() {
    SocketAddress proxy = new InetSocketAddress("10.1.2.3", 1);
    assertThat(addresses.ofConnection(proxy)).isEmpty();
    assertThat(addresses.ofConnection(new InetSocketAddress("11.1.2.3", 1))).hasValue("11.1.2.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "1.2.3.999", "::1/129"})
  void whatIsNoAddressIsRefused(String proxy) {
    assertThatThrownBy(() -> new ClientAddresses(Set.of(proxy)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(proxy);
  }
}
