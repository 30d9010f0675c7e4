package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreBlocks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads everything that the pins keep, each block once, and goes on where one is damaged. The store
 * hashes what it reads, so a block that comes back is sound.
 *
 * <p>Only if something is wrong does it go through the pins again, one by one, to say which of them
 * lack it: there blocks without links are not read but looked up among the wrong ones.
 *
 * <p>What was seen is beside the heap, as a garbage collection has it: 20 to 40 bytes a block.
 */
public final class PinCheck {
  private final StoreBlocks blocks;
  private final Pins pins;

  /** Is told of each block. */
  private interface Reader {
    void sound(int bytes);

    /** Told of one that is not here, or not what it should be. */
    void gap(Cid cid, boolean missing, String what);
  }

  /** Of that store. */
  public PinCheck(Store store) {
    this.blocks = store.blocks();
    this.pins = new Pins(store);
  }

  /**
   * Looks at all pins.
   *
   * @throws io.pinakes.ipfs.store.StoreDamagedException if the table of pins cannot be read
   */
  public PinReport run() throws IOException {
    try (MarkedSet seen = new MarkedSet(blocks.scratch());
        MarkedSet wrong = new MarkedSet(blocks.scratch())) {
      Sum sum = new Sum(wrong);
      long[] count = new long[1];
      pins.list(
          pin -> {
            count[0]++;
            walk(pin, seen, cid -> false, sum);
            return true;
          });
      List<PinFinding> broken = new ArrayList<>();
      long brokenCount = wrong.size() == 0 ? 0 : name(wrong, broken);
      return new PinReport(count[0], sum.blocks, sum.bytes, broken, brokenCount);
    }
  }

  private long name(MarkedSet wrong, List<PinFinding> broken) throws IOException {
    long[] count = new long[1];
    pins.list(
        pin -> {
          PinGaps gaps = new PinGaps();
          try (MarkedSet seen = new MarkedSet(blocks.scratch())) {
            walk(pin, seen, cid -> isLeaf(cid) && !wrong.contains(cid), gaps);
          }
          // Beside a node it may have been taken away since, and its blocks with it.
          if (gaps.any() && pins.find(pin.cid()).equals(Optional.of(pin))) {
            count[0]++;
            if (broken.size() < PinReport.MAX_PINS) {
              broken.add(new PinFinding(pin, gaps.missing, gaps.damaged, gaps.first));
            }
          }
          return true;
        });
    return count[0];
  }

  private static boolean isLeaf(Cid cid) {
    return cid.codec() == Multicodec.RAW;
  }

  /** Those links wait that were reached and not yet read; blocks without links never do. */
  private void walk(Pin pin, MarkedSet seen, Predicate<Cid> passedOver, Reader reader)
      throws IOException {
    ArrayDeque<Cid> waiting = new ArrayDeque<>();
    // As raw: whoever reaches it as what it is still follows its links.
    boolean alone = pin.kind() == Pin.Kind.DIRECT;
    waiting.push(alone ? Cid.v1(Multicodec.RAW, pin.cid().hash()) : pin.cid());
    if (!seen.add(waiting.peek())) {
      return;
    }
    while (!waiting.isEmpty()) {
      Cid cid = waiting.pop();
      for (Cid link : passedOver.test(cid) ? List.<Cid>of() : read(cid, reader)) {
        if (!seen.add(link)) {
          continue;
        }
        if (!isLeaf(link)) {
          waiting.push(link);
        } else if (!passedOver.test(link)) {
          read(link, reader);
        }
      }
    }
  }

  /** The links of a block; none if it cannot be read. */
  private List<Cid> read(Cid cid, Reader reader) throws IOException {
    try {
      Optional<byte[]> block = blocks.get(cid);
      if (block.isEmpty()) {
        reader.gap(cid, true, "it is missing");
        return List.of();
      }
      List<Cid> links = Links.of(cid, block.get());
      if (cid.hash().code() != Multihash.IDENTITY) {
        reader.sound(block.get().length);
      }
      return links;
    } catch (DamagedBlockException e) {
      reader.gap(cid, false, e.how());
    } catch (CodecException e) {
      reader.gap(cid, false, String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  /** What all pins keep. */
  private static final class Sum implements Reader {
    private final MarkedSet wrong;
    private long blocks;
    private long bytes;

    Sum(MarkedSet wrong) {
      this.wrong = wrong;
    }

    @Override
    public void sound(int more) {
      blocks++;
      bytes += more;
    }

    @Override
    public void gap(Cid cid, boolean missing, String what) {
      wrong.add(cid);
    }
  }

  /** What one pin lacks. */
  private static final class PinGaps implements Reader {
    private final List<PinFinding.Gap> first = new ArrayList<>();
    private long missing;
    private long damaged;

    boolean any() {
      return missing + damaged > 0;
    }

    @Override
    public void sound(int bytes) {
      // They were counted before.
    }

    @Override
    public void gap(Cid cid, boolean isMissing, String what) {
      if (isMissing) {
        missing++;
      } else {
        damaged++;
      }
      if (first.size() < PinFinding.MAX_GAPS) {
        first.add(new PinFinding.Gap(cid, what));
      }
    }
  }
}
