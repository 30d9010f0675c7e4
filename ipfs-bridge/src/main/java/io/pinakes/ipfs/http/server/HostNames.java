package io.pinakes.ipfs.http.server;

import java.util.Locale;
import java.util.Set;

/**
 * Under which names a server may be asked for. A page elsewhere can let its own name point to this
 * machine and read what it likes here as its own; it cannot do so with an address.
 */
public final class HostNames {
  private final Set<String> allowed;

  /** Allows these names beside addresses and {@code localhost}. */
  public HostNames(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** Whether that Host header, which may have a port, is allowed. */
  public boolean allow(String header) {
    String host = header.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{0,5}$", "");
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("[0-9.]{7,15}")
        || host.matches("\\[[0-9a-f:.]{2,45}]")
        || allowed.contains(host);
  }
}
