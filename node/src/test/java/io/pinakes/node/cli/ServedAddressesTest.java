package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedAddressesTest {
  private static List<String> of(String listens, String... own) throws Exception {
    List<InetAddress> addresses = new ArrayList<>();
    for (String one : own) {
      addresses.add(InetAddress.getByName(one));
    }
    return ServedAddresses.of(URI.create(listens), addresses).stream().map(URI::toString).toList();
  }

  private static final String[] OWN = {
    "127.0.0.1", "192.0.2.7", "::1", "fe80::1", "2001:db8::7", "169.254.3.4"
  };

  @Test
  void ofAllThatTheMachineHasItsOwnComesFirstThenThoseThatOthersReach() throws Exception {
    assertThat(of("http://0.0.0.0:7070", OWN))
        .containsExactly("http://127.0.0.1:7070", "http://192.0.2.7:7070");
    assertThat(of("http://[::]:7070", OWN))
        .containsExactly(
            "http://[::1]:7070", "http://192.0.2.7:7070", "http://[2001:db8:0:0:0:0:0:7]:7070");
  }

  @Test
  void anAddressIsItself() throws Exception {
    assertThat(of("http://192.0.2.7:7070", OWN)).containsExactly("http://192.0.2.7:7070");
    assertThat(of("http://[::1]:7070", OWN)).containsExactly("http://[::1]:7070");
  }
}
