package io.pinakes.p2p.identify;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.address.SaidAddress;
import io.pinakes.p2p.record.PeerRecord;
import io.pinakes.p2p.wire.ProtobufReader;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a peer says of itself. Of a push, what is missing is unchanged.
 *
 * <pre>{@code
 * publicKey 1, listenAddrs 2, protocols 3, observedAddr 4, protocolVersion 5, agentVersion 6,
 * signedPeerRecord 8
 * }</pre>
 *
 * @param key its public key
 * @param addresses where it listens
 * @param protocols what it speaks
 * @param observed our address as it sees it
 * @param protocolVersion of the network, as {@code ipfs/0.1.0}
 * @param agent its program and version
 * @param record where it listens, signed by it; checked
 */
public record IdentifyMessage(
    Optional<PublicKey> key,
    List<Multiaddr> addresses,
    List<String> protocols,
    Optional<Multiaddr> observed,
    Optional<String> protocolVersion,
    Optional<String> agent,
    Optional<PeerRecord> record) {
  /** The most addresses read. */
  public static final int MAX_ADDRESSES = 500;

  /** The most protocols read, as in go. */
  public static final int MAX_PROTOCOLS = 1_024;

  /** The longest version, agent or protocol read, in bytes. */
  public static final int MAX_TEXT_BYTES = 1_024;

  private static final long FLAT_HEAP_BYTES = 1_024; // this, its lists, a key, two texts
  private static final long TEXT_HEAP_BYTES = 256;

  /** Keeps the lists from changing. */
  public IdentifyMessage {
    addresses = List.copyOf(addresses);
    protocols = List.copyOf(protocols);
  }

  /** As it travels, in one message, with a record already signed. */
  public byte[] encode(Optional<byte[]> signedRecord) {
    return split(signedRecord, Integer.MAX_VALUE).getFirst();
  }

  /**
   * As it travels, in as few messages of so many bytes as it takes; a field that is longer by
   * itself is a message by itself. What peers need most comes first, since rust reads no second.
   */
  public List<byte[]> split(Optional<byte[]> signedRecord, int mostBytes) {
    List<byte[]> fields = new ArrayList<>();
    key.ifPresent(value -> fields.add(field(1, value.toProtobuf())));
    agent.ifPresent(value -> fields.add(text(6, value)));
    protocolVersion.ifPresent(value -> fields.add(text(5, value)));
    observed.ifPresent(value -> fields.add(field(4, value.toBytes())));
    addresses.forEach(address -> fields.add(field(2, address.toBytes())));
    protocols.forEach(protocol -> fields.add(text(3, protocol)));
    signedRecord.ifPresent(value -> fields.add(field(8, value)));
    List<byte[]> messages = new ArrayList<>();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      if (message.size() > 0 && message.size() + field.length > mostBytes) {
        messages.add(message.toByteArray());
        message.reset();
      }
      message.writeBytes(field);
    }
    messages.add(message.toByteArray());
    return messages;
  }

  /**
   * Reads one message, or several end to end: fields that may repeat add up, of others the last
   * counts. Addresses of unknown kinds or too long to be believed, and records that do not check,
   * are passed over.
   */
  public static IdentifyMessage decode(byte[] bytes) throws WireException {
    return decode(bytes, IdentifyMessage::record);
  }

  /**
   * As above.
   *
   * @param records opens a record, which takes a signature's check: so only the one that counts
   */
  static IdentifyMessage decode(byte[] bytes, Function<byte[], Optional<PeerRecord>> records)
      throws WireException {
    Optional<byte[]> key = Optional.empty();
    List<Multiaddr> addresses = new ArrayList<>();
    List<String> protocols = new ArrayList<>();
    Optional<Multiaddr> observed = Optional.empty();
    Optional<String> version = Optional.empty();
    Optional<String> agent = Optional.empty();
    Optional<byte[]> record = Optional.empty();
    ProtobufReader in = new ProtobufReader(bytes);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = Optional.of(in.bytes());
        case 2 ->
            SaidAddress.read(in.bytes())
                .filter(read -> addresses.size() < MAX_ADDRESSES)
                .ifPresent(addresses::add);
        case 3 -> {
          if (protocols.size() < MAX_PROTOCOLS) {
            protocols.add(text(in));
          }
        }
        case 4 -> observed = SaidAddress.read(in.bytes());
        case 5 -> version = Optional.of(text(in));
        case 6 -> agent = Optional.of(text(in));
        case 8 -> record = Optional.of(in.bytes());
        default -> {}
      }
    }
    return new IdentifyMessage(
        key.isPresent() ? Optional.of(key(key.get())) : Optional.empty(),
        addresses,
        protocols,
        observed,
        version,
        agent,
        record.flatMap(records));
  }

  /** This, with what a push says instead. */
  public IdentifyMessage updatedBy(IdentifyMessage push) {
    return new IdentifyMessage(
        push.key.or(() -> key),
        push.addresses.isEmpty() ? addresses : push.addresses,
        push.protocols.isEmpty() ? protocols : push.protocols,
        push.observed.or(() -> observed),
        push.protocolVersion.or(() -> protocolVersion),
        push.agent.or(() -> agent),
        push.record.or(() -> record));
  }

  /** What it takes of the heap, in bytes, or somewhat more; no address is priced by its length. */
  public long heldBytes() {
    Stream<Multiaddr> all =
        Stream.of(
                addresses.stream(),
                observed.stream(),
                record.stream().flatMap(it -> it.addresses().stream()))
            .flatMap(Function.identity());
    Stream<String> texts =
        Stream.of(protocols.stream(), agent.stream(), protocolVersion.stream())
            .flatMap(Function.identity());
    return FLAT_HEAP_BYTES
        + key.map(it -> it.toProtobuf().length).orElse(0)
        + all.mapToLong(SaidAddress::heapBytes).sum()
        + texts.mapToLong(it -> TEXT_HEAP_BYTES + (long) Character.BYTES * it.length()).sum();
  }

  private static byte[] field(int number, byte[] value) {
    return new ProtobufWriter().bytes(number, value).toBytes();
  }

  private static byte[] text(int number, String value) {
    return new ProtobufWriter().text(number, value).toBytes();
  }

  private static PublicKey key(byte[] bytes) throws WireException {
    try {
      return PublicKey.fromProtobuf(bytes);
    } catch (MultiformatException e) {
      throw new WireException("identify has no usable key", e);
    }
  }

  private static Optional<PeerRecord> record(byte[] bytes) {
    try {
      return Optional.of(PeerRecord.open(bytes));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private static String text(ProtobufReader in) throws WireException {
    byte[] bytes = in.bytes();
    if (bytes.length > MAX_TEXT_BYTES) {
      throw new WireException("identify has a text of [" + bytes.length + "] bytes");
    }
    return in.text();
  }
}
