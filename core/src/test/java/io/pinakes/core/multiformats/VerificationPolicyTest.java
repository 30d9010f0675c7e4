package io.pinakes.core.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.hash.HashFunction;
import io.pinakes.core.hash.HashFunctions;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationPolicyTest {
  @Test
  void exactlyTheFunctionsOfBoxosListAreTrusted() {
    List<String> untrusted =
        HashFunctions.all().stream()
            .filter(function -> !function.trusted())
            .map(HashFunction::name)
            .filter(name -> !name.startsWith("blake2"))
            .toList();
    assertThat(untrusted)
        .containsExactly(
            "sha2-384",
            "sha2-224",
            "sha2-512-256",
            "shake-128",
            "murmur3-x64-64",
            "murmur3-x64-128");
    for (String name : List.of("blake2b-160", "blake2b-512", "blake2s-160", "blake2s-256")) {
      assertThat(HashFunctions.byName(name).orElseThrow().trusted()).as(name).isTrue();
    }
    for (String name : List.of("blake2b-152", "blake2b-8", "blake2s-152", "blake2s-8")) {
      assertThat(HashFunctions.byName(name).orElseThrow().trusted()).as(name).isFalse();
    }
  }

  @Test
  void digestsOfTwentyBytesToTheFunctionsOwnAreBelieved() {
    for (int length : new int[] {20, 31, 32}) {
      assertThatCode(() -> VerificationPolicy.require(cid(0x12, length)))
          .doesNotThrowAnyException();
    }
    assertThatCode(() -> VerificationPolicy.require(cid(0x1e, 128))).doesNotThrowAnyException();
    assertThatCode(() -> VerificationPolicy.require(cid(0x00, 0))).doesNotThrowAnyException();
    assertThatCode(() -> VerificationPolicy.require(cid(0x00, 128))).doesNotThrowAnyException();
  }

  @Test
  void shortLongUnknownAndForgeableOnesAreRefused() {
    refused(cid(0x12, 19), "[19]");
    refused(cid(0x12, 0), "[0]");
    refused(cid(0x12, 33), "[33]");
    refused(cid(0x1e, 19), "[19]");
    refused(cid(0x22, 20), "[0x22]");
    refused(cid(0xd5, 32), "[0xd5]"); // MD5 is not even computed
    refused(cid(0x777777, 32), "[0x777777]");
  }

  private static void refused(Cid cid, String reason) {
    assertThatThrownBy(() -> VerificationPolicy.require(cid))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(cid.toString());
  }

  private static Cid cid(long function, int length) {
    return Cid.v1(Multicodec.RAW, Multihash.of(function, new byte[length]));
  }
}
