package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.doctor.PinFinding;
import io.pinakes.datasets.doctor.PinReport;
import java.io.PrintWriter;

/** What the doctor says of pins. */
final class PinHealth {
  private final Session session;
  private final PinReport report;
  private final boolean repaired;

  /**
   * Of a home.
   *
   * @param repaired whether all has been mended that can be
   */
  PinHealth(Session session, PinReport report, boolean repaired) {
    this.session = session;
    this.report = report;
    this.repaired = repaired;
  }

  /** Writes it as programs read it. */
  void write(ObjectNode node) {
    node.put("count", report.pins()).put("sound", report.isSound());
    node.put("blocks", report.blocks()).put("bytes", report.bytes());
    node.put("broken_count", report.brokenCount());
    ArrayNode broken = node.putArray("broken");
    for (PinFinding finding : report.broken()) {
      ObjectNode pin = broken.addObject().put("pin", finding.pin().cid().toString());
      pin.put("name", finding.pin().name());
      pin.put("missing", finding.missing()).put("damaged", finding.damaged());
      ArrayNode blocks = pin.putArray("blocks");
      for (PinFinding.Gap gap : finding.gaps()) {
        blocks.addObject().put("block", gap.block().toString()).put("what", gap.what());
      }
    }
    ArrayNode unrepaired = node.putArray("unrepaired");
    if (repaired) {
      report.broken().forEach(finding -> unrepaired.add(finding.sentence()));
    }
  }

  /** Prints it for people; nothing if there are no pins. */
  void print() {
    if (report.pins() == 0) {
      return;
    }
    PrintWriter out = session.outWriter();
    String verdict =
        report.isSound() ? session.style().green("sound") : session.style().red("not whole");
    out.println(
        "pins: "
            + verdict
            + ", "
            + Figures.count(report.pins(), "pin")
            + ", "
            + Figures.count(report.blocks(), "block")
            + ", "
            + Figures.bytes(report.bytes()));
    for (PinFinding finding : report.broken()) {
      out.println("  " + (repaired ? "not mended: " : "") + Printable.line(finding.sentence()));
      for (PinFinding.Gap gap : finding.gaps()) {
        out.println("    block " + gap.block() + ": " + Printable.line(gap.what()));
      }
      long more = finding.missing() + finding.damaged() - finding.gaps().size();
      if (more > 0) {
        out.println("    and " + Figures.count(more, "block") + " more");
      }
    }
    long unnamed = report.brokenCount() - report.broken().size();
    if (unnamed > 0) {
      out.println("  and " + Figures.count(unnamed, "pin") + " more");
    }
  }

  /** Whether all pins are whole. */
  boolean sound() {
    return report.isSound();
  }

  /** Whether a repair of the store may save blocks: what is only missing it does not find. */
  boolean mendable() {
    return report.broken().stream().anyMatch(finding -> finding.damaged() > 0);
  }

  /** What mends a pin: its content once more, as nothing here can make it again. */
  String remedy() {
    String cid =
        report.brokenCount() == 1 ? report.broken().getFirst().pin().cid().toString() : "CID";
    return "Bring what is pinned once more: "
        + session.command("ipfs add FILE")
        + ", or "
        + session.command("ipfs pull " + cid + " --gateway URL")
        + "; or keep it no longer: "
        + session.command("ipfs pin rm " + cid);
  }
}
