package io.pinakes.query.http.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7070, 127.0.0.1, 7070",
    "0.0.0.0:0,      0.0.0.0,   0",
    "127.1:70,       127.1,     70",
    "127.65793:70,   127.65793, 70",
    "0:70,           0,         70",
    "[::1]:7070,     ::1,       7070",
    "localhost:7070, localhost, 7070",
    "a.example:7070, a.example, 7070",
  })
  void anAddressOrANameIsTakenWithItsPort(String listen, String host, int port) {
    ServeOptions options = ServeOptions.parse(listen, Set.of());
    assertThat(options.host()).isEqualTo(host);
    assertThat(options.port()).isEqualTo(port);
  }

  /**
   * As they are read: a name that nobody has would be found to be none only when it is looked up.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "999.1.1.1:70",
        "256.0.0.1:70",
        "1.2.3.4.5:70",
        "1..2:70",
        "127.16777216:70",
        "4294967296:70",
        "[zz]:70",
        "[1.2.3.4]:70",
        "[::1::2]:70",
      })
  void whatLooksLikeAnAddressAndIsNoneIsRefusedAsSuch(String listen) {
    assertThatThrownBy(() -> ServeOptions.parse(listen, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("\\[.*] is no (IPv6 )?address.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "70", ":70", "127.0.0.1", "127.0.0.1:x", "::1:70", "127.0.0.1:99999"})
  void whatIsNoHostAndPortIsRefused(String listen) {
    assertThatThrownBy(() -> ServeOptions.parse(listen, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
