package io.pinakes.ingest.extract.worker;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Set;

/**
 * Takes the network away from this process, for good: URLs other than those of the class path do
 * not open, sockets are not made, and {@link NoNetwork} has no channels. Names are looked up in an
 * empty file ({@code jdk.net.hosts.file}).
 */
final class Lockdown {
  /** What class loading needs. */
  private static final Set<String> LOCAL = Set.of("file", "jar", "jrt");

  private Lockdown() {}

  // The factories are deprecated since nobody should replace the sockets of a whole process; to
  // have
  // none of them is just what this process wants, and there is no other way.
  @SuppressWarnings("deprecation")
  @AllowForbidden
  static void install() throws IOException {
    URL.setURLStreamHandlerFactory(protocol -> LOCAL.contains(protocol) ? null : new NoHandler());
    Socket.setSocketImplFactory(
        () -> {
          throw new UnsupportedOperationException(NoNetwork.refusal());
        });
    ServerSocket.setSocketFactory(
        () -> {
          throw new UnsupportedOperationException(NoNetwork.refusal());
        });
    ProxySelector.setDefault(new NoProxies());
  }

  private static final class NoHandler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw NoNetwork.refusal();
    }
  }

  private static final class NoProxies extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      throw new UnsupportedOperationException(NoNetwork.refusal());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }
}
