package io.pinakes.p2p.multistream;

import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The end that proposes, one protocol after the other, the first along with the header. */
public final class DialNegotiation implements Negotiation {
  private final List<String> proposals;
  private final MessageReader messages = new MessageReader();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private boolean headerSeen;
  private int proposed;
  private Optional<String> result = Optional.empty();

  /** Proposes these, in this order; at least one. */
  public DialNegotiation(List<String> proposals) {
    if (proposals.isEmpty()) {
      throw new IllegalArgumentException("nothing to propose");
    }
    this.proposals = List.copyOf(proposals);
    output.writeBytes(MessageReader.encode(HEADER));
    output.writeBytes(MessageReader.encode(proposals.getFirst()));
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
    } else if (message.equals(proposals.get(proposed))) {
      result = Optional.of(message);
    } else if (!message.equals(NOT_AVAILABLE)) {
      throw new WireException(
          "peer answers [" + message + "] to the proposal [" + proposals.get(proposed) + "]");
    } else if (++proposed == proposals.size()) {
      throw new UnsupportedProtocolsException(proposals);
    } else {
      output.writeBytes(MessageReader.encode(proposals.get(proposed)));
    }
  }
}
