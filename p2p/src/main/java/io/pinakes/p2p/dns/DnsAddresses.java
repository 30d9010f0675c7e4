package io.pinakes.p2p.dns;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.address.SaidAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows {@code /dnsaddr/NAME} (libp2p's dnsaddr): each TXT record of {@code _dnsaddr.NAME} that
 * begins with {@code dnsaddr=} holds an address, which may be a dnsaddr again. Of an address that
 * names a peer, only records that end in that peer count. What a public name says of loopback and
 * private addresses is passed over.
 */
public final class DnsAddresses {
  /** How many names deep. */
  public static final int MAX_DEPTH = 4;

  /** How many names are asked for one address, or all that a dial has. */
  public static final int MAX_QUERIES = 16;

  /** How many addresses come of one. */
  public static final int MAX_ADDRESSES = 64;

  private static final String PREFIX = "dnsaddr=";

  private final TxtResolver resolver;

  /** Asks that resolver. */
  public DnsAddresses(TxtResolver resolver) {
    this.resolver = resolver;
  }

  /** Whether the address is one to be followed. */
  public static boolean isName(Multiaddr address) {
    return address.parts().getFirst().protocol() == AddressProtocol.DNSADDR;
  }

  /** Follows an address, as below, with a budget of its own. */
  public List<Multiaddr> resolve(Multiaddr address) throws IOException {
    return resolve(address, new NameBudget(MAX_QUERIES));
  }

  /**
   * Follows an address; one that is no dnsaddr is returned as it is.
   *
   * @param budget of which each name that is asked takes one
   * @throws IOException if not even its own name could be asked
   */
  public List<Multiaddr> resolve(Multiaddr address, NameBudget budget) throws IOException {
    if (!isName(address)) {
      return List.of(address);
    }
    Walk walk = new Walk(address.peerId(), Reach.of(address), budget);
    walk.follow(address, 1);
    return List.copyOf(walk.found);
  }

  private final class Walk {
    private final Optional<PeerId> peer;
    private final Reach reach;
    private final NameBudget budget;
    private final Set<Multiaddr> found = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Walk(Optional<PeerId> peer, Reach reach, NameBudget budget) {
      this.peer = peer;
      this.reach = reach;
      this.budget = budget;
    }

    private void follow(Multiaddr address, int depth) throws IOException {
      String name = "_dnsaddr." + address.parts().getFirst().value();
      if (!asked.add(name)) {
        return;
      }
      if (!budget.take()) {
        throw new IOException("too many names are asked already, not [" + name + "] as well");
      }
      for (Multiaddr next : addresses(resolver.txt(name))) {
        if (!isName(next)) {
          add(next);
        } else if (depth < MAX_DEPTH) {
          followFurther(next, depth);
        }
      }
    }

    /** A name further down that nobody knows costs its own addresses only. */
    private void followFurther(Multiaddr next, int depth) {
      try {
        follow(next, depth + 1);
      } catch (IOException e) {
        // the others may do
      }
    }

    private void add(Multiaddr address) {
      boolean reaches = Reach.of(address).compareTo(reach) >= 0;
      boolean same = peer.isEmpty() || address.peerId().equals(peer);
      if (reaches && same && found.size() < MAX_ADDRESSES) {
        found.add(address);
      }
    }
  }

  private static List<Multiaddr> addresses(List<String> records) {
    List<Multiaddr> parsed = new ArrayList<>();
    for (String record : records) {
      if (record.startsWith(PREFIX)) {
        try {
          Multiaddr address = Multiaddr.parse(record.substring(PREFIX.length()));
          if (SaidAddress.isShort(address)) {
            parsed.add(address);
          }
        } catch (MultiformatException e) {
          // of a kind that we do not know, or none
        }
      }
    }
    return parsed;
  }
}
