package io.pinakes.benchmarks.ipfs;

import io.pinakes.benchmarks.ipfs.Material.Archive;
import io.pinakes.benchmarks.ipfs.Transfers.Came;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What contenders are asked to do. */
enum Operation {
  /** A file becomes blocks and a pin. */
  ADD("add"),
  /** An archive becomes blocks and a pin. */
  CAR_IMPORT("car_import"),
  /** An archive of what is kept, by the RPC. */
  CAR_EXPORT("car_export"),
  /** An archive of what is kept, by the gateway. */
  GATEWAY_CAR("gateway_car"),
  /** A file of what is kept, by the gateway. */
  GATEWAY_FILE("gateway_file"),
  /** Each block of what is kept, by the gateway, four requests at once. */
  GATEWAY_BLOCKS("gateway_blocks");

  private static final String PROFILE =
      "&cid-version=1&raw-leaves=true&chunker=size-1048576&max-file-links=1024&hash=sha2-256";

  private static final Pattern ROOT = Pattern.compile("\"Hash\":\"([^\"]+)\"");

  private final String field;

  Operation(String field) {
    this.field = field;
  }

  /** As the record calls it. */
  String field() {
    return field;
  }

  /**
   * Does it.
   *
   * @param kept an archive that has been taken in before
   * @param file that is new
   * @param archive that is new
   * @return what the contenders have to agree in, if not all of it
   */
  Optional<Came> run(Contender with, Archive kept, Path file, Archive archive) throws IOException {
    URI content = with.gateway().resolve("/ipfs/" + kept.root());
    return switch (this) {
      case ADD -> {
        String said =
            Transfers.send(with.api().resolve("add?pin=true&progress=false" + PROFILE), file);
        Matcher root = ROOT.matcher(said);
        yield Optional.of(new Came(1, root.find() ? root.group(1).hashCode() : 0));
      }
      case CAR_IMPORT -> {
        String said =
            Transfers.send(with.api().resolve("dag/import?pin-roots=true"), archive.path());
        if (!said.contains(archive.root().toString())) {
          throw new IOException(with.name() + " did not pin the archive's root: " + said);
        }
        yield Optional.empty();
      }
      case CAR_EXPORT ->
          Optional.of(
              Transfers.receive(
                  with.api().resolve("dag/export?progress=false&arg=" + kept.root()), "POST"));
      case GATEWAY_CAR ->
          Optional.of(Transfers.receive(URI.create(content + "?format=car"), "GET"));
      case GATEWAY_FILE -> Optional.of(Transfers.receive(content, "GET"));
      case GATEWAY_BLOCKS -> Optional.of(Transfers.blocks(with.gateway(), kept.leaves()));
    };
  }
}
