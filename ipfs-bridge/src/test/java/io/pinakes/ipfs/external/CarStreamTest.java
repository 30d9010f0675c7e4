package io.pinakes.ipfs.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.gateway.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CarStreamTest {
  private final Content content = new Content();
  private final Block leaf = Content.raw("leaf");
  private final Block root = Content.list(leaf);

  CarStreamTest() throws IOException {
    content.put(leaf, root);
  }

  @Test
  void anArchiveThatEndsIsWhole() throws IOException {
    try (CarStream archive = archive(content.store().blocks())) {
      CarReader reader = CarReader.open(new ByteArrayInputStream(archive.readAllBytes()));
      assertThat(reader.next().orElseThrow().block().cid()).isEqualTo(root.cid());
      assertThat(reader.next().orElseThrow().block().cid()).isEqualTo(leaf.cid());
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void anArchiveOfWhichABlockIsMissingDoesNotEnd() throws IOException {
    BlockReader lacking = at(leaf.cid(), Optional::empty);
    try (CarStream archive = archive(lacking)) {
      assertThatThrownBy(archive::readAllBytes).isInstanceOf(MissingBlockException.class);
    }
  }

  @Test
  void anArchiveWhoseWriterHasADefectDoesNotEndEither() throws IOException {
    for (Throwable defect :
        List.of(new IllegalStateException("a mistake"), new StackOverflowError("too deep"))) {
      BlockReader broken =
          at(
              leaf.cid(),
              () -> {
                throw CarStreamTest.<RuntimeException>as(defect);
              });
      try (CarStream archive = archive(broken)) {
        assertThatThrownBy(archive::readAllBytes)
            .isInstanceOf(IOException.class)
            .hasRootCause(defect);
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // thrown as what it is
  private static <T extends Throwable> T as(Throwable failure) throws T {
    throw (T) failure;
  }

  private CarStream archive(BlockReader shown) throws IOException {
    return new CarStream(content.store(), shown, List.of(), root.cid());
  }

  /** What a reader does where it is asked for one block. */
  @FunctionalInterface
  private interface Giving {
    Optional<byte[]> bytes();
  }

  /** The store's blocks, but for one. */
  private BlockReader at(Cid cid, Giving giving) {
    return new BlockReader() {
      @Override
      public Optional<byte[]> get(Cid wanted) throws IOException {
        return wanted.equals(cid) ? giving.bytes() : content.store().blocks().get(wanted);
      }

      @Override
      public boolean has(Cid wanted) throws IOException {
        return content.store().blocks().has(wanted);
      }
    };
  }
}
