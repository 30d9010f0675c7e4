package io.pinakes.p2p.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import io.pinakes.p2p.transport.Duplex;
import io.pinakes.p2p.wire.driver.Delimited;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The small ones: anything as messages with lengths, as a file of a key, and as TXT records. */
class TextsFuzz {
  private static final int MOST_BYTES = 1_000;

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) throws IOException {
    delimited(data);
    String text = new String(data, StandardCharsets.UTF_8);
    key(text);
    records(text);
  }

  private static void delimited(byte[] data) throws IOException {
    Duplex channel = new OneWay(new ByteArrayInputStream(data));
    try {
      Optional<byte[]> next = Delimited.read(channel, MOST_BYTES, TextsFuzz::requireFew);
      while (next.isPresent()) {
        requireFew(next.get().length);
        next = Delimited.read(channel, MOST_BYTES, TextsFuzz::requireFew);
      }
    } catch (WireException | EOFException e) {
      // what a malformed or unfinished message is
    }
  }

  private static void requireFew(int bytes) {
    if (bytes < 0 || bytes > MOST_BYTES) {
      throw new AssertionError("a message of [" + bytes + "] bytes was let through");
    }
  }

  private static void key(String text) {
    PreSharedKey key;
    try {
      key = PreSharedKey.parse(text);
    } catch (IllegalArgumentException e) {
      return; // what is no key
    }
    if (!PreSharedKey.parse(key.print()).print().equals(key.print())) {
      throw new AssertionError("a key is another when it is printed");
    }
  }

  private static void records(String text) throws IOException {
    List<String> lines = text.lines().toList();
    int[] asked = new int[1];
    DnsAddresses names =
        new DnsAddresses(
            name -> {
              asked[0]++;
              return lines;
            });
    List<Multiaddr> found = names.resolve(Multiaddr.parse("/dnsaddr/example.org"));
    if (found.size() > DnsAddresses.MAX_ADDRESSES || asked[0] > DnsAddresses.MAX_QUERIES) {
      throw new AssertionError("[" + found.size() + "] addresses by [" + asked[0] + "] questions");
    }
  }

  private record OneWay(ByteArrayInputStream in) implements Duplex {
    @Override
    public int read(byte[] into, int offset, int length) {
      return length == 0 ? 0 : in.read(into, offset, length);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      throw new AssertionError("a reader writes");
    }

    @Override
    public void closeOutput() {}

    @Override
    public void close() {}
  }
}
