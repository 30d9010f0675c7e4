package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.home.OutputPlace;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.ipfs.archive.StoreArchives.Carried;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes car}: archives of blocks. */
@Command(
    name = "car",
    description = {
      "Take archives of IPFS blocks (CAR) in and out, or look into them.",
      "",
      "  pinakes car import site.car --public",
      "  pinakes car export bafybei... site.car",
      "  pinakes car verify site.car",
      ""
    })
final class CarCommand {
  private final Session session;

  CarCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "import",
      description = {
        "Take in the blocks of archives, each verified, and pin their roots.",
        "",
        "An archive that lacks a block of its roots is refused; of one that lacks others it is"
            + " said",
        "how many.",
        "",
        "  pinakes car import one.car two.car",
        ""
      })
  int importFiles(
      @Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files,
      @Option(
              names = "--public",
              description = "Show what is below the roots to whoever asks the gateway.")
          boolean open,
      @Mixin BlockProgress.Options progress)
      throws Exception {
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
    }
    ObjectNode document = Json.document("pinakes.car-import/1");
    ArrayNode imported = document.putArray("archives");
    for (Path file : files) {
      // One after the other, so that what is in is told of though the next should fail.
      ObjectNode spec =
          Json.MAPPER.createObjectNode().put("file", file.toAbsolutePath().toString());
      spec.put("public", open).put("name", String.valueOf(file.getFileName()));
      JsonNode done;
      try (BlockProgress view = progress.view(session, "import", Files.size(file))) {
        done = new NodeJob(session).work("import-blocks", spec, view, session::writableBank);
      }
      if (done.path("archives").path(0) instanceof ObjectNode archive) {
        imported.add(archive.put("file", file.toString()));
        say("imported", archive);
        warn(archive);
      }
    }
    return end(document);
  }

  @Command(
      name = "export",
      description = {
        "Write an archive of all that is below a root.",
        "",
        "  pinakes car export bafybei... site.car",
        ""
      })
  int export(
      @Parameters(paramLabel = "CID") String root,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--force", description = "Replace the file if there is one already.")
          boolean force,
      @Mixin BlockProgress.Options progress)
      throws IOException {
    OutputPlace.requireOutside(session.home(), file);
    OutputFile target = OutputFile.at(file, force);
    StoreArchives archives = new StoreArchives(session.readableBank().store());
    Cid cid = cid(root);
    Carried carried;
    try (BlockProgress view = progress.view(session, "export", 0)) {
      carried = target.write(out -> archives.exportCar(cid, out, view::moved));
    }
    ObjectNode document = Json.document("pinakes.car-export/1").put("file", file.toString());
    tell(document, "exported", carried);
    return end(document);
  }

  @Command(
      name = "ls",
      description = {"List an archive's blocks.", "", "  pinakes car ls site.car", ""})
  int list(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    ObjectNode document = Json.document("pinakes.car-ls/1").put("file", file.toString());
    ArrayNode blocks = document.putArray("blocks");
    try (InputStream in = Files.newInputStream(file)) {
      CarReader car = CarReader.open(in);
      for (Optional<CarSection> next = car.next(); next.isPresent(); next = car.next()) {
        Cid cid = next.get().block().cid();
        int size = next.get().block().size();
        if (session.json()) {
          blocks.addObject().put("cid", cid.toString()).put("bytes", size);
        } else {
          String codec = Multicodec.name(cid.codec());
          session.outWriter().printf(Locale.ROOT, "%s  %-9s %10d%n", cid, codec, size);
        }
      }
    } catch (HashMismatchException e) {
      throw damaged(e);
    }
    return end(document);
  }

  @Command(
      name = "verify",
      description = {
        "Read an archive whole and check each block's hash.",
        "",
        "  pinakes car verify site.car",
        ""
      })
  int verify(@Parameters(paramLabel = "FILE") Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CarReader car = CarReader.open(in);
      long blocks = 0;
      long bytes = 0;
      for (Optional<CarSection> next = car.next(); next.isPresent(); next = car.next()) {
        blocks++;
        bytes += next.get().block().size();
      }
      ObjectNode document = Json.document("pinakes.car-verify/1").put("file", file.toString());
      document.put("version", car.version());
      tell(document, "verified", new Carried(car.roots(), blocks, bytes));
      return end(document);
    } catch (HashMismatchException e) {
      throw damaged(e);
    }
  }

  private static CliException damaged(IOException failure) {
    return new CliException(
        ExitCode.VERIFICATION,
        String.valueOf(failure.getMessage()),
        io.pinakes.query.failure.Verdicts.ARCHIVE,
        failure);
  }

  private Cid cid(String text) {
    try {
      return Cid.parseReference(text);
    } catch (MultiformatException e) {
      throw new CliException(ExitCode.USAGE, "[" + text + "] is no CID", "");
    }
  }

  private void tell(ObjectNode node, String did, Carried carried) {
    node.put("blocks", carried.blocks()).put("bytes", carried.bytes());
    ArrayNode roots = node.putArray("roots");
    carried.roots().forEach(root -> roots.add(root.toString()));
    say(did, node);
  }

  private void say(String did, JsonNode carried) {
    if (!session.json()) {
      session
          .outWriter()
          .println(
              did
                  + " "
                  + Printable.line(carried.path("file").asText())
                  + ": "
                  + Figures.count(carried.path("blocks").asLong(), "block")
                  + ", "
                  + Figures.bytes(carried.path("bytes").asLong()));
      carried.path("roots").forEach(root -> session.outWriter().println("  " + root.asText()));
    }
  }

  /** Says what is missing below the roots, and what that means. */
  private void warn(JsonNode archive) {
    long missing = archive.path("missing").asLong();
    if (missing == 0) {
      return;
    }
    String root = archive.path("roots").path(0).asText();
    session.note(
        Printable.line(archive.path("file").asText())
            + " is not whole: "
            + Figures.count(missing, "block")
            + " below its roots "
            + (missing == 1 ? "is" : "are")
            + " missing or cannot be read, such as "
            + archive.path("missing_first").asText()
            + (archive.path("stops_gc").asBoolean()
                ? ". As long as that is so, pinakes gc removes nothing."
                : "."));
    session.note(
        "Bring what is missing: "
            + session.command("ipfs pull " + root + " --gateway URL")
            + "; or keep it no longer: "
            + session.command("ipfs pin rm " + root));
  }

  private int end(ObjectNode document) {
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }
}
