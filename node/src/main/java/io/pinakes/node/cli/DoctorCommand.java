package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.catalog.KeyLostException;
import io.pinakes.datasets.doctor.Finding;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.home.PrivateFiles;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.visibility.VisibilityReport;
import io.pinakes.query.failure.ShellWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pinakes doctor}: looks every dataset and pin over, and mends on demand. */
@Command(
    name = "doctor",
    description = {
      "Check every block, index and ledger of the home, that pins are whole, and what is public.",
      "",
      "  pinakes doctor            says what is damaged, and which documents need it",
      "  pinakes doctor --repair   makes it again from the source files and the blocks",
      ""
    })
final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--repair", description = "Mend what can be mended.")
  private boolean repair;

  /** Whether there is damage of a kind that a repair may mend. */
  private boolean mendable;

  /** What helps against what no repair mends. */
  private final List<String> others = new ArrayList<>();

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Bank bank = repair ? toRepair() : session.readableBank();
    ObjectNode document = Json.document("pinakes.doctor/1");
    document.put("java", Runtime.version().toString());
    if (repair) {
      Optional<String> format = bank.repairFormat();
      List<String> home = new ArrayList<>(format.stream().toList());
      for (String record : bank.dropUnreadableRecords()) {
        home.add(record + " was none, and is taken out");
      }
      if (!home.isEmpty()) {
        addAll(document.putArray("home"), home);
      }
      if (!session.json()) {
        home.forEach(line -> session.outWriter().println("mended: " + line));
      }
    }
    tell(document.putArray("privacy"), openToOthers(bank.home().root()));
    tell(document.putArray("store"), bank.store().notes());
    boolean sound = check(bank, document);
    sound &= checkPins(bank, document);
    sound &= checkPublic(bank, document);
    // Behind the datasets, so that a repair answers for what it leaves.
    List<String> damage = bank.store().upkeep().verify();
    tell(document.putArray("store_damage"), damage);
    sound &= damage.isEmpty();
    mendable |= !damage.isEmpty();
    document.put("sound", sound);
    if (!sound) {
      addAll(document.putArray("fix"), remedies());
    }
    if (session.json()) {
      session.print(document);
    } else if (!sound) {
      if (repair) {
        session.note("Not all of it could be mended.");
      }
      remedies().forEach(session::note);
    }
    return sound ? ExitCode.OK : ExitCode.VERIFICATION;
  }

  /** A repair may write the store anew, which nobody else may have open then. */
  private Bank toRepair() throws Exception {
    try {
      return session.bankToRepair();
    } catch (HomeLockedException locked) {
      throw HeldByNode.of(
          session, locked, "a repair needs the home to itself, and", session.again());
    }
  }

  /** No damage: who made the folder may want it so, or not know it. */
  private static List<String> openToOthers(Path home) throws IOException {
    return PrivateFiles.isOpenToOthers(home)
        ? List.of(
            "other users of this machine can look into ["
                + home
                + "], where the text of the documents is. To keep it to yourself: chmod 700 "
                + ShellWord.of(home.toString()))
        : List.of();
  }

  /** What helps: a repair as long as it may, and what it cannot mend after it. */
  private List<String> remedies() {
    List<String> all = new ArrayList<>();
    if (mendable && !repair) {
      all.add("Mend it: " + session.command("doctor --repair"));
    } else if (mendable) {
      all.add(
          "Bring back the files or folders that it names, and repair again; or restore a backup: "
              + session.command("restore BACKUP --force")
              + "; or give a dataset up: "
              + session.command("dataset rm NAME --yes"));
    }
    all.addAll(others);
    return all;
  }

  /** Looks at each dataset, or mends it; what cannot be looked at for damage is said to be so. */
  private boolean check(Bank bank, ObjectNode document) throws IOException {
    ArrayNode datasets = document.putArray("datasets");
    List<String> unread = new ArrayList<>();
    boolean sound = true;
    try {
      for (String dataset : bank.datasetNames()) {
        try {
          HealthReport report = repair ? bank.repair(dataset) : bank.checkUp(dataset);
          sound &= report.isSound();
          mendable |= !report.isSound();
          write(report, datasets.addObject());
          if (!session.json()) {
            print(report);
          }
        } catch (StoreDamagedException
            | DamagedBlockException
            | MissingBlockException
            | CodecException e) {
          unread.add("dataset [" + dataset + "]: " + e.getMessage());
        }
      }
      for (String record : bank.unreadableRecords()) {
        unread.add(record + " is none: it was damaged, or is another table's");
      }
      mendable |= !unread.isEmpty();
      for (KeyLostException lost : bank.lostKeys()) {
        unread.add(lost.getMessage());
        others.add(session.verdicts().keyRemedy(lost));
      }
      for (String name : bank.lostDatasets()) {
        unread.add(
            "dataset ["
                + name
                + "] has a key and nothing else: ingest its folder again under that name, its"
                + " blocks are used again");
        others.add("Ingest its folder again: " + session.command("ingest FOLDER -d " + name));
      }
    } catch (StoreDamagedException | DamagedBlockException | MissingBlockException e) {
      unread.add("the datasets: " + e.getMessage());
      mendable = true;
    }
    tell(document.putArray("unread"), unread);
    return sound && unread.isEmpty();
  }

  /** Behind the datasets, whose repair brings back blocks that pins keep, too. */
  private boolean checkPins(Bank bank, ObjectNode document) throws IOException {
    try {
      PinHealth pins = new PinHealth(session, bank.checkPins(), repair);
      pins.write(document.putObject("pins"));
      if (!session.json()) {
        pins.print();
      }
      if (!pins.sound()) {
        mendable |= pins.mendable() && !repair;
        others.add(pins.remedy());
      }
      return pins.sound();
    } catch (StoreDamagedException e) {
      tell(document.withArray("unread"), List.of("the pins: " + e.getMessage()));
      mendable = true;
      return false;
    }
  }

  /** Behind the datasets, whose repair brings back blocks that public roots lead to. */
  private boolean checkPublic(Bank bank, ObjectNode document) throws IOException {
    try {
      VisibilityReport found = bank.checkPublic();
      VisibilityReport left = repair && !found.isSound() ? bank.repairPublic() : found;
      PublicHealth health = new PublicHealth(session, found, left);
      health.write(document.putObject("public"));
      if (!session.json()) {
        health.print();
      }
      mendable |= !health.sound();
      return health.sound();
    } catch (StoreDamagedException e) {
      tell(document.withArray("unread"), List.of("what is public: " + e.getMessage()));
      mendable = true;
      return false;
    }
  }

  private void tell(ArrayNode node, List<String> lines) {
    addAll(node, lines);
    if (!session.json()) {
      lines.forEach(line -> session.outWriter().println(Printable.line(line)));
    }
  }

  private static void write(HealthReport report, ObjectNode node) {
    node.put("dataset", report.dataset()).put("sound", report.isSound());
    node.put("blocks", report.blocks()).put("bytes", report.bytes());
    ArrayNode damaged = node.putArray("damaged");
    for (Finding finding : report.damaged()) {
      ObjectNode block =
          damaged.addObject().put("block", finding.block().toString()).put("what", finding.what());
      block.put("role", role(finding));
      addAll(block.putArray("documents"), finding.documents());
    }
    addAll(node.putArray("index"), report.index());
    report.indexBehind().ifPresent(why -> node.put("index_behind", why));
    addAll(node.putArray("ledger"), report.ledger());
    addAll(node.putArray("repaired"), report.repaired());
    addAll(node.putArray("unrepaired"), report.unrepaired());
  }

  private static String whose(Finding finding) {
    return finding.documents().isEmpty()
        ? "all documents (" + role(finding) + ")"
        : Printable.line(String.join(", ", finding.documents()));
  }

  private static String role(Finding finding) {
    return finding.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void addAll(ArrayNode node, List<String> lines) {
    lines.forEach(node::add);
  }

  private void print(HealthReport report) {
    PrintWriter out = session.outWriter();
    String verdict =
        report.isSound()
            ? session.style().green(report.repaired().isEmpty() ? "sound" : "mended")
            : session.style().red("damaged");
    out.println(
        report.dataset()
            + ": "
            + verdict
            + ", "
            + Figures.count(report.blocks(), "block")
            + ", "
            + Figures.bytes(report.bytes()));
    report
        .damaged()
        .forEach(f -> out.println("  block " + f.block() + " of " + whose(f) + ": " + f.what()));
    report.index().forEach(line -> out.println("  index: " + Printable.line(line)));
    report
        .indexBehind()
        .ifPresent(why -> out.println("  index: " + why + "; the next ingest catches up"));
    report.ledger().forEach(line -> out.println("  ledger: " + Printable.line(line)));
    report.repaired().forEach(line -> out.println("  mended: " + Printable.line(line)));
    report.unrepaired().forEach(line -> out.println("  not mended: " + Printable.line(line)));
  }
}
