package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.host.EventLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events of a host, a line each: words, or with {@code --json} an object of the schema {@code
 * pinakes.peer-event/1}. As JSON they wait until the document before them has been printed.
 */
final class EventLines implements Consumer<HostEvent> {
  private final Session session;
  private final List<EventLog.Entry> waiting = new ArrayList<>(); // guarded by this
  private boolean begun; // guarded by this

  EventLines(Session session) {
    this.session = session;
    begun = !session.json();
  }

  /** Prints what waits, and from now on each event when it happens. */
  synchronized void begin() {
    begun = true;
    waiting.forEach(this::print);
    waiting.clear();
  }

  @Override
  public synchronized void accept(HostEvent event) {
    EventLog.Entry entry = new EventLog.Entry(InstantSource.system().instant(), event);
    if (begun) {
      print(entry);
    } else {
      waiting.add(entry);
    }
  }

  private void print(EventLog.Entry entry) {
    if (!session.json()) {
      session.outWriter().println(entry.line());
      return;
    }
    ObjectNode line = Json.document("pinakes.peer-event/1");
    line.put("time", entry.time().toString()).put("event", entry.kind());
    entry.fields().forEach(line::put);
    Json.printLine(line, session.terminal().out());
  }
}
