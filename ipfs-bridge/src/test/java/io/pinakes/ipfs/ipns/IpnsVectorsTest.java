package io.pinakes.ipfs.ipns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records that other implementations made. */
class IpnsVectorsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final String RECORDS = "fixtures/gateway-conformance/fixtures/ipns_records";

  /** What is to be said of each record of the conformance suite; empty if it holds. */
  private static final Map<String, String> VERDICTS =
      Map.of(
          "v1", "no signature of version 2",
          "v1-v2", "",
          "v1-v2-broken-v1-value", "legacy fields",
          "v1-v2-broken-signature-v1", "",
          "v1-v2-broken-signature-v2", "signature is not that of",
          "v2", "");

  @Test
  void recordsAreSignedByteForByteAsJsIpnsSignsThem() throws IOException {
    JsonNode vectors =
        new ObjectMapper().readTree(SharedData.text("fixtures/js-golden/ipns-records.json"));
    assertThat(vectors).hasSize(2);
    for (JsonNode vector : vectors) {
      PrivateKey key =
          PrivateKey.ofEd25519Seed(HexFormat.of().parseHex(vector.get("seed_hex").asText()));
      IpnsData data =
          new IpnsData(
              vector.get("value").asText(),
              vector.get("sequence").asLong(),
              Instant.parse(vector.get("validity").asText()),
              Duration.ofNanos(vector.get("ttl_ns").asLong()));
      IpnsSigner signer = new IpnsSigner(key);
      IpnsRecord record =
          vector.get("v1Compatible").asBoolean()
              ? signer.sign(data)
              : signer.signWithoutLegacy(data);
      assertThat(HexFormat.of().formatHex(data.encode()))
          .isEqualTo(vector.get("data_cbor_hex").asText());
      assertThat(HexFormat.of().formatHex(record.toBytes()))
          .isEqualTo(vector.get("record_hex").asText());
      PeerId name = PeerId.parse(vector.get("name_cid_base36").asText());
      assertThat(IpnsValidator.validate(name, record.toBytes(), NOW).data()).isEqualTo(data);
    }
  }

  @Test
  void theRecordsOfTheConformanceSuiteHoldOrFailAsItSays() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(SharedData.path(RECORDS))) {
      files = listed.filter(file -> file.toString().endsWith(".ipns-record")).sorted().toList();
    }
    assertThat(files).hasSize(VERDICTS.size());
    for (Path file : files) {
      String[] parts = file.getFileName().toString().replace(".ipns-record", "").split("_", 2);
      PeerId name = PeerId.parse(parts[0]);
      byte[] record = Files.readAllBytes(file);
      String verdict = Objects.requireNonNull(VERDICTS.get(parts[1]), parts[1]);
      if (verdict.isEmpty()) {
        assertThat(IpnsValidator.validate(name, record, NOW).data().value())
            .startsWith("/ipfs/bafkqa");
      } else {
        assertThatThrownBy(() -> IpnsValidator.validate(name, record, NOW))
            .as(parts[1])
            .isInstanceOf(IpnsException.class)
            .hasMessageContaining(verdict);
      }
    }
  }

  @Test
  void aRecordByAnRsaKeyBringsTheKeyThatItsNameOnlyHashes() throws IOException {
    String name = "QmVujd5Vb7moysJj8itnGufN7MEtPRCNHkKpNuA4onsRa3";
    byte[] record =
        SharedData.bytes(
            "fixtures/gateway-conformance/fixtures/subdomain_gateway/" + name + ".ipns-record");
    IpnsRecord read = IpnsValidator.validate(PeerId.parse(name), record, NOW);
    assertThat(read.publicKey()).isPresent();
    assertThat(read.data().value()).startsWith("/ipfs/");
  }
}
