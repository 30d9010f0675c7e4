package io.pinakes.ipfs.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  /** The published digests of "abc": FIPS 180-4 and 202, RFC 7693 and the BLAKE2 test program. */
  @ParameterizedTest
  @CsvSource({
    "12, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "13, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "17, e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf",
    "16, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    "15, ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2"
        + "98d88cea927ac7f539f1edf228376d25",
    "14, b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
        + "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
    "b240, ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
    "b220, bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
    "00, 616263",
  })
  void verifiesEachFunctionOfTheList(String code, String digest) throws Exception {
    Cid cid = cid(Long.parseLong(code, 16), digest);
    assertThat(Block.verified(cid, ABC).bytes()).isSameAs(ABC);
    for (int i = 0; i < ABC.length; i++) {
      byte[] flipped = ABC.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> Block.verified(cid, flipped))
          .isInstanceOf(HashMismatchException.class)
          .hasMessageContaining(cid.toString());
    }
  }

  @Test
  void takesADigestCutToTwentyBytesAndNoShorter() {
    byte[] whole = Multihash.sha256(ABC).digest();
    for (int length : new int[] {20, 31, 32}) {
      Cid cut = Cid.v1(0x55, Multihash.of(Multihash.SHA2_256, Arrays.copyOf(whole, length)));
      assertThatCode(() -> Block.verified(cut, ABC)).doesNotThrowAnyException();
    }
    for (int length : new int[] {0, 19, 33}) {
      Cid bad = Cid.v1(0x55, Multihash.of(Multihash.SHA2_256, Arrays.copyOf(whole, length)));
      assertThatThrownBy(() -> Block.verified(bad, ABC))
          .hasMessageContaining("digest of [" + length + "]");
    }
  }

  @Test
  void refusesAFunctionThatProvesNothingOrIsUnknown() {
    // MurmurHash3, which anybody can forge, and a number that no table has.
    for (long code : new long[] {0x22, 0x7e7e}) {
      Cid cid = cid(code, "00".repeat(32));
      assertThatThrownBy(() -> Block.verified(cid, ABC))
          .isInstanceOf(HashMismatchException.class)
          .hasMessageContaining("[0x" + Long.toHexString(code) + "]");
    }
  }

  @Test
  void namesNewContentBySha256() throws Exception {
    Block block = Block.of(0x55, ABC);
    assertThat(block.cid().toString())
        .isEqualTo("bafkreif2pall7dybz7vecqka3zo24irdwabwdi4wc55jznaq75q7eaavvu");
    assertThat(Block.verified(block.cid(), ABC)).isEqualTo(block);
  }

  private static Cid cid(long code, String digest) {
    return Cid.v1(0x55, Multihash.of(code, HexFormat.of().parseHex(digest)));
  }
}
