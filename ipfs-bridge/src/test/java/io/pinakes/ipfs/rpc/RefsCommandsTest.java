package io.pinakes.ipfs.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.gateway.Content;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.pin.Pins;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RefsCommandsTest {
  private final Content content = new Content();
  private final Rpc rpc =
      new Rpc(
          new RpcHome(
              content.store(),
              NameRecords.NONE,
              GcRoots.of(new Pins(content.store())),
              gone -> {},
              Completer.NONE,
              () -> PrivateKey.generateEd25519(new Random(3)).publicKey(),
              Path.of("home"),
              "0.0.0"));

  @Test
  void aGraphOfFewBlocksAndManyWaysIsWalkedAsOftenAsItHasBlocks() throws IOException {
    List<Block> levels = new ArrayList<>(List.of(Content.raw("end")));
    for (int i = 0; i < 60; i++) {
      levels.add(Content.list(levels.getLast(), levels.getLast()));
    }
    levels.forEach(this::put);
    for (String depth : List.of("-1", "60", "1000")) {
      List<Cid> below = levels.subList(0, 60).reversed().stream().map(Block::cid).toList();
      assertThat(refs(levels.getLast(), depth)).as(depth).isEqualTo(below);
    }
    assertThat(refs(levels.getLast(), "3")).hasSize(3);
    assertThat(refs(levels.getLast(), "0")).isEmpty();
  }

  @Test
  void whatIsMetDeepFirstAndThenFurtherUpIsFollowedFromThere() throws IOException {
    Block four = Content.raw("four");
    Block three = Content.list(four);
    Block two = Content.list(three);
    Block one = Content.list(two);
    Block top = Content.list(one, two);
    List.of(four, three, two, one, top).forEach(this::put);
    assertThat(refs(top, "2")).containsExactly(one.cid(), two.cid(), three.cid());
    assertThat(refs(top, "3")).containsExactly(one.cid(), two.cid(), three.cid(), four.cid());
  }

  @Test
  void whoseCallerHasGoneEnds() throws IOException {
    Block leaf = Content.raw("leaf");
    Block middle = Content.list(leaf);
    Block top = Content.list(middle);
    List.of(leaf, middle, top).forEach(this::put);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> refs(top, "-1")).isInstanceOf(InterruptedIOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private void put(Block block) {
    try {
      content.put(block);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Cid> refs(Block root, String depth) throws IOException {
    ApiAnswer answer =
        rpc.answer(
            new ApiRequest(
                "POST",
                "/api/v0/refs",
                Parameters.parse(
                    "arg=" + root.cid() + "&recursive=true&unique=true&max-depth=" + depth),
                Map.of(),
                new ByteArrayInputStream(new byte[0])));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.body().writeTo(out);
    List<Cid> refs = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      refs.add(Cid.parse(line.replaceAll(".*\"Ref\":\"|\".*", "")));
    }
    return refs;
  }
}
