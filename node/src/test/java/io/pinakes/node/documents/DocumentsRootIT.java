package io.pinakes.node.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.testing.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same files have the same {@code documents_root}, wherever and in whatever surroundings the
 * launcher is run on them.
 */
@Tag("slow")
class DocumentsRootIT {
  /** One of each format, small ones, some that fail, and one that a reader of scans would like. */
  private static final List<String> SMALL =
      List.of(
          "adoc/asciidoc_02.asciidoc",
          "csv/csv-tab.csv",
          "doc/testWORD_numbered_list.doc",
          "docx/word_tables.docx",
          "email/complex.mbox",
          "encrypted/testODTEncrypted.odt",
          "epub/testEPUB.epub",
          "html/test_blog.html",
          "json/test.json",
          "malformed/poppler-85140-0.pdf",
          "malformed/test_mskanji.csv",
          "md/wiki.md",
          "odt/text_document_01.odt",
          "pdf/pdflatex-4-pages.pdf",
          "pdf-scanned/ocr_test.pdf",
          "pptx/powerpoint_sample.pptx",
          "rst/design.rst",
          "rtf/testRTF_annotation_spacing.rtf",
          "txt/multi-language.txt",
          "txt/russian.cp866.txt");

  /** Programs that parsers of some formats start when they find them. */
  private static final List<String> PROGRAMS =
      List.of(
          "tesseract",
          "exiftool",
          "ffmpeg",
          "ffprobe",
          "sox",
          "magick",
          "convert",
          "gs",
          "pdftotext",
          "soffice",
          "gdalinfo",
          "strings",
          "file",
          "python",
          "python3");

  private static final int MARKDOWN_FILES = 300;

  private final long seed = Long.getLong("pinakes.seed", 20261121L);
  @TempDir private Path work;
  private Path launcher;
  private Path memory;

  @BeforeEach
  void layOut() throws IOException {
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    launcher = Distribution.in(Files.createDirectory(work.resolve("installed")));
    Path shm = Path.of("/dev/shm");
    memory = Files.createTempDirectory(Files.isWritable(shm) ? shm : work, "pinakes-it");
  }

  @AfterEach
  void removeWhatIsInMemory() throws IOException {
    try (var all = Files.walk(memory)) {
      for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void surroundingsChangeNothingInOneFileOfEachFormat() throws Exception {
    Path origin = origin(SMALL.stream().map(Path::of).toList());
    Outcome plain = plain(origin);
    assertThat(plain.states()).hasSize(SMALL.size() + 7).containsValue("failed no-text");
    assertThat(turkish(origin)).isEqualTo(plain);
    assertThat(cron(origin)).isEqualTo(plain);
  }

  @Test
  void surroundingsChangeNothingInAllFiles() throws Exception {
    Path origin = origin(RealFiles.list(RealFiles.documents(), ""));
    Path tree = RealFiles.markdownTree(Files.createDirectory(work.resolve("tree")));
    List<Path> some = RealFiles.sample(RealFiles.list(tree, ".md"), MARKDOWN_FILES, seed);
    RealFiles.copy(tree, some, origin.resolve("markdown"), seed);
    Outcome plain = plain(origin);
    assertThat(plain.states()).hasSizeGreaterThan(63 + MARKDOWN_FILES);
    assertThat(turkish(origin)).isEqualTo(plain);
    assertThat(cron(origin)).isEqualTo(plain);
    assertThat(thai(origin)).isEqualTo(plain);
  }

  /** The root, and what became of each file. */
  private record Outcome(String root, Map<String, String> states) {}

  /** The files, with some more whose names and kinds are awkward. */
  private Path origin(List<Path> files) throws IOException {
    Path origin = Files.createDirectory(work.resolve("origin"));
    RealFiles.copy(RealFiles.documents(), files, origin, seed);
    Files.write(origin.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});
    Files.write(origin.resolve("sound.mp3"), new byte[] {'I', 'D', '3', 3, 0, 0, 0, 0, 0, 0});
    // Lower case of I is another letter in Turkish.
    Files.writeString(origin.resolve("INDIRIZZI.TXT"), "Title\n\nThe IDs of 12 lists, in full.\n");
    Files.writeString(origin.resolve("SITE.INI"), "[site]\nlisting = wide, and this is it\n");
    Path deep = Files.createDirectory(origin.resolve("größe \u65e5\u672c"));
    Files.writeString(deep.resolve("stra\u00dfe.md"), "# Stra\u00dfe\n\nDas ist z. B. eine.\n");
    Files.writeString(deep.resolve("cafe\u0301.md"), "# Cafe\u0301\n\nC'est \u00e0 M. Dupont.\n");
    Files.writeString(deep.resolve("1234.html"), "<h1>1,234.5</h1><p>On 1 January 2020, 3 pm.");
    return origin;
  }

  private Surroundings surroundings(String name) {
    return new Surroundings(launcher, work.resolve(name + ".err"), work.resolve("cache"));
  }

  private Outcome plain(Path origin) throws Exception {
    return ingest(surroundings("plain"), origin, work.resolve("plain-home"));
  }

  /** Another language, zone, place, order, mask, and programs on the path. */
  private Outcome turkish(Path origin) throws Exception {
    Path mark = work.resolve("started");
    Path programs = fakePrograms(mark);
    Surroundings turkish =
        surroundings("turkish")
            .with("LC_ALL", "tr_TR.UTF-8")
            .with("TZ", "Pacific/Kiritimati")
            .withPrograms(programs)
            .withJavaOptions(
                "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati")
            .after("umask 077");
    Path folder = work.resolve("ba\u015fka yer/\u0130stanbul");
    RealFiles.copy(origin, RealFiles.list(origin, ""), folder, seed + 1);
    Outcome outcome = ingest(turkish, folder, work.resolve("t\u00fcrk"));
    assertThat(mark).as("the programs that were started").doesNotExist();
    return outcome;
  }

  /** As a timer runs it: no language, names of files in ASCII; and one core, and a tmpfs. */
  private Outcome cron(Path origin) throws Exception {
    Surroundings cron =
        surroundings("cron").with("LC_ALL", "C").with("LANG", "C").with("TZ", "").onOneCore();
    Path folder = memory.resolve("\u00fcber");
    RealFiles.copy(origin, RealFiles.list(origin, ""), folder, seed + 2);
    return ingest(cron, folder, memory.resolve("home"));
  }

  /** Digits and a calendar of its own, and an encoding that is not UTF-8. */
  private Outcome thai(Path origin) throws Exception {
    Surroundings thai =
        surroundings("thai")
            .with("LC_ALL", "ja_JP.eucJP")
            .withJavaOptions(
                "-Duser.language=th -Duser.country=TH -Duser.variant=TH -Dfile.encoding=COMPAT");
    return ingest(thai, origin, work.resolve("thai-home"));
  }

  private Outcome ingest(Surroundings surroundings, Path folder, Path home) throws Exception {
    JsonNode report =
        surroundings.run(3, "--home", "" + home, "ingest", "" + folder, "--json", "--quiet");
    JsonNode status = surroundings.run(0, "--home", "" + home, "ingest", "status", "--json");
    Map<String, String> states = new TreeMap<>();
    for (JsonNode file : status.get("files")) {
      String reason = file.get("reason").isNull() ? "" : " " + file.get("reason").asText();
      states.put(file.get("path").asText(), file.get("state").asText() + reason);
    }
    String root = report.get("documents_root").asText();
    System.out.printf("%s, %d files, in %s s%n", root, states.size(), report.get("seconds"));
    return new Outcome(root, states);
  }

  /** Programs that leave a mark; tried, so that a mark that is missing means something. */
  private Path fakePrograms(Path mark) throws Exception {
    List<Path> made = new ArrayList<>();
    Path programs = Files.createDirectory(work.resolve("bin"));
    for (String name : PROGRAMS) {
      String script = "#!/bin/sh\necho \"$0 $*\" >> '" + mark + "'\necho nonsense\n";
      made.add(Files.writeString(programs.resolve(name), script));
    }
    for (Path program : made) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", "tesseract");
    shell.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    assertThat(shell.start().waitFor()).isZero();
    Files.delete(mark);
    return programs;
  }
}
