package io.pinakes.p2p.security.pnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreSharedKeyTest {
  private static final String HEX =
      "1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389";
  private static final String FILE = "/key/swarm/psk/1.0.0/\n/base16/\n" + HEX + "\n";

  @Test
  void aFileIsReadAndPrintedAsItWas() {
    assertThat(PreSharedKey.parse(FILE).print()).isEqualTo(FILE);
    assertThat(PreSharedKey.parse("\r\n" + FILE.replace("\n", "\r\n")).print()).isEqualTo(FILE);
  }

  /** NaCl's test of crypto_stream, stream3. */
  @Test
  void theStreamIsXSalsa20() {
    byte[] nonce = HexFormat.of().parseHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
    byte[] stream = new byte[32];
    PreSharedKey.parse(FILE).cipher(nonce).apply(new byte[32], 0, 32, stream, 0);

    assertThat(HexFormat.of().formatHex(stream))
        .isEqualTo("eea6a7251c1e72916d11c2cb214d3c252539121d8e234e652d651fa4c8cff880");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/key/swarm/psk/1.0.0/\n/base16/\n",
        "/key/swarm/psk/1.0.0/\n/base64/\n" + HEX,
        "/key/swarm/psk/2.0.0/\n/base16/\n" + HEX,
        "/key/swarm/psk/1.0.0/\n/base16/\n1b27",
        "/key/swarm/psk/1.0.0/\n/base16/\nxx" + HEX,
        "/key/swarm/psk/1.0.0/\n/base16/\n" + HEX + "\nmore"
      })
  void whatIsNoKeyIsRefusedAndNotRepeated(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreSharedKey.parse(text))
        .withMessageNotContaining("1b27");
  }

  @Test
  void aKeyDoesNotPrintItself() {
    assertThat(PreSharedKey.parse(FILE)).asString().doesNotContain("1b27");
  }
}
