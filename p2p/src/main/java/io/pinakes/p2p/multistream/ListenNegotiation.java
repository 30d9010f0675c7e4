package io.pinakes.p2p.multistream;

import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;

/** The end that chooses: the first proposal that it knows. */
public final class ListenNegotiation implements Negotiation {
  /** The most proposals heard; diallers know some ten names of a protocol at the very most. */
  public static final int MAX_PROPOSALS = 64;

  private final Predicate<String> supported;
  private final MessageReader messages = new MessageReader();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private boolean headerSeen;
  private int refused;
  private Optional<String> result = Optional.empty();

  /** Chooses among the protocols for which the predicate holds. */
  public ListenNegotiation(Predicate<String> supported) {
    this.supported = supported;
    output.writeBytes(MessageReader.encode(HEADER));
  }

  @Override
  public int needed() {
    return result.isPresent() ? 0 : messages.needed();
  }

  @Override
  public void receive(ByteBuffer in) throws WireException {
    while (in.hasRemaining() && result.isEmpty()) {
      Optional<String> message = messages.take(in);
      if (message.isPresent()) {
        on(message.get());
      }
    }
  }

  @Override
  public byte[] takeOutput() {
    byte[] taken = output.toByteArray();
    output.reset();
    return taken;
  }

  @Override
  public Optional<String> result() {
    return result;
  }

  private void on(String message) throws WireException {
    if (!headerSeen) {
      if (!message.equals(HEADER)) {
        throw new WireException("peer does not speak multistream 1.0 but [" + message + "]");
      }
      headerSeen = true;
    } else if (supported.test(message)) {
      result = Optional.of(message);
      output.writeBytes(MessageReader.encode(message));
    } else if (++refused == MAX_PROPOSALS) {
      throw new WireException("peer made [" + refused + "] proposals, none of which is known");
    } else {
      output.writeBytes(MessageReader.encode(NOT_AVAILABLE));
    }
  }
}
