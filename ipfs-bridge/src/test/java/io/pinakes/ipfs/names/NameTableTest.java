package io.pinakes.ipfs.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.ipfs.ipns.IpnsData;
import io.pinakes.ipfs.ipns.IpnsException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsSigner;
import io.pinakes.ipfs.store.MemoryStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameTableTest {
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final NameTable names = new NameTable(MemoryStore.create(), () -> now);
  private final PrivateKey key = PrivateKey.generateEd25519(new Random(1));
  private final PeerId name = key.publicKey().peerId();

  @Test
  void theNewestRecordOfANameIsKeptInWhateverOrderTheyCome() throws IOException {
    IpnsRecord first = record(1);
    IpnsRecord second = record(2);
    assertThat(names.put(name, second.toBytes())).isEqualTo(second);
    assertThat(names.put(name, first.toBytes())).isEqualTo(second);
    assertThat(names.find(name)).contains(second);
    names.remove(name);
    assertThat(names.find(name)).isEmpty();
    assertThat(names.put(name, first.toBytes())).isEqualTo(first);
  }

  @Test
  void aRecordIsForgottenWhenItEnds() throws IOException {
    names.put(name, record(9).toBytes());
    now = now.plusSeconds(100);
    assertThat(names.find(name)).isEmpty();
    assertThatThrownBy(() -> names.put(name, record(9).toBytes()))
        .isInstanceOf(IpnsException.class);
  }

  @Test
  void aRecordOfAnotherNameIsRefused() {
    PeerId other = PrivateKey.generateEd25519(new Random(2)).publicKey().peerId();
    assertThatThrownBy(() -> names.put(other, record(1).toBytes()))
        .isInstanceOf(IpnsException.class);
  }

  private IpnsRecord record(long sequence) throws IOException {
    Instant end = Instant.parse("2026-11-01T00:01:40Z");
    return new IpnsSigner(key)
        .sign(new IpnsData("/ipfs/bafkqaaa", sequence, end, IpnsData.DEFAULT_TTL));
  }
}
