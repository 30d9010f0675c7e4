package io.pinakes.query.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1",
        "http://127.8.9.1/v1",
        "http://localhost",
        "https://[::1]:8"
      })
  void thisMachineIsLocal(String address) {
    assertThat(Endpoint.parse(address).local()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.0.7",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://0.0.0.0:80",
        "https://example.org/v1"
      })
  void whatMayLeadElsewhereIsNot(String address) {
    assertThat(Endpoint.parse(address).local()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:80",
        "ftp://127.0.0.1",
        "http://",
        "file:///etc",
        "http://a b",
        "http://h?x=1",
        "http://h#x"
      })
  void whatIsNoBaseAddressIsRefused(String address) {
    assertThatThrownBy(() -> Endpoint.parse(address)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPasswordInAnAddressIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> Endpoint.parse("http://me:hunter2@127.0.0.1"))
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aSlashAtTheEndDoesNotDouble() {
    assertThat(Endpoint.parse("http://127.0.0.1:8080/v1/").at("/models"))
        .isEqualTo(URI.create("http://127.0.0.1:8080/v1/models"));
  }
}
