package io.pinakes.p2p.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Asks the DNS by the JDK's client: over UDP, and over TCP where an answer is cut short. */
public final class SystemTxtResolver implements TxtResolver {
  /** How many records of a name are looked at. */
  private static final int MAX_RECORDS = 256;

  private static final Duration FIRST_TRY = Duration.ofSeconds(2); // the next waits twice as long
  private static final int TRIES = 2;

  private final String servers;

  /** Asks the servers that the system names. */
  public SystemTxtResolver() {
    this("dns:");
  }

  /** Asks a server, as {@code dns://127.0.0.1:5353}. */
  public SystemTxtResolver(String server) {
    this.servers = server;
  }

  @Override
  @SuppressWarnings("BanJNDI") // the DNS provider makes texts of answers, and no other objects
  public List<String> txt(String name) throws IOException {
    if (SpecialNames.neverAsked(name)) {
      throw new IOException("the DNS does not know [" + name + "]: no server is asked for such");
    }
    try {
      InitialDirContext dns = new InitialDirContext(settings());
      try {
        Attribute records = dns.getAttributes(name, new String[] {"TXT"}).get("TXT");
        return records == null ? List.of() : texts(records);
      } finally {
        dns.close();
      }
    } catch (NameNotFoundException e) {
      throw new IOException("the DNS does not know [" + name + "]", e);
    } catch (NamingException e) {
      throw new IOException("the DNS does not answer for [" + name + "]: " + e.getMessage(), e);
    }
  }

  private static List<String> texts(Attribute records) throws NamingException {
    List<String> found = new ArrayList<>();
    NamingEnumeration<?> all = records.getAll();
    while (all.hasMore() && found.size() < MAX_RECORDS) {
      found.add(joined(String.valueOf(all.next())));
    }
    return found;
  }

  /**
   * The JDK gives the parts of a record with spaces between, in quotes where one has spaces itself.
   * No address has either.
   */
  private static String joined(String record) {
    return record.replace(" ", "").replace("\"", "");
  }

  @SuppressWarnings("JdkObsolete") // the JDK's naming wants a Hashtable
  private Hashtable<String, String> settings() {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(Context.PROVIDER_URL, servers);
    settings.put("com.sun.jndi.dns.timeout.initial", Long.toString(FIRST_TRY.toMillis()));
    settings.put("com.sun.jndi.dns.timeout.retries", Integer.toString(TRIES));
    return settings;
  }
}
