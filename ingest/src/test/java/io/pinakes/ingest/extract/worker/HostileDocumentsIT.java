package io.pinakes.ingest.extract.worker;

import static io.pinakes.ingest.extract.worker.HostileFiles.DEEP;
import static io.pinakes.ingest.extract.worker.HostileFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.extract.Documents;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents made to harm end soon, take no memory here, and reach neither a file nor a socket. */
@Tag("slow")
class HostileDocumentsIT {
  private static final String CANARY = "canary-7f3a91";

  /**
   * The processor time that a hostile document may take is so many times what a long harmless one
   * does: then no machine is too slow, or too busy. The worst took three times as much.
   */
  private static final int FAIR = 30;

  private static final long GROWTH_BYTES = 32L << 20;

  @TempDir private static Path folder;
  @TempDir private static Path temporary;
  private static final ServerSocketChannel LISTENER = listener();
  private static WorkerPool pool;
  private static Duration harmless = Duration.ZERO;

  /** A document, and how it may end: {@code indexed} or reasons. */
  record Case(String name, Path file, List<String> outcomes) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    pool =
        new WorkerPool(
            WorkerOptions.defaults()
                .withWorkers(1)
                .withTimeLimit(Duration.ofHours(1))
                .withTemporaryFolder(temporary));
    pool.extract(Files.writeString(folder.resolve("warm.md"), "warm"), "warm.md");
    Path text = Files.writeString(folder.resolve("harmless.md"), "A few words.\n\n".repeat(90_000));
    Duration before = used();
    pool.extract(text, "harmless.md");
    harmless = used().minus(before);
    System.out.printf("a harmless document: %d ms of a processor%n", harmless.toMillis());
    System.out.printf(
        "%-28s %-12s %6s %9s %10s%n", "hostile", "outcome", "cpu ms", "chars", "heap +KiB");
  }

  @AfterAll
  static void nothingWasReachedOrLeft() throws IOException {
    pool.close();
    try (ServerSocketChannel opened = LISTENER) {
      // Without waiting: whoever had connected would stand in the queue.
      assertThat(opened.accept()).as("someone connected").isNull();
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  static Stream<Case> cases() throws IOException {
    String url = "http://127.0.0.1:" + LISTENER.socket().getLocalPort();
    Path canary = Files.writeString(folder.resolve("canary.txt"), CANARY);
    return Stream.of(bombs(), entities(canary.toUri().toString(), url), nesting(), lies(url))
        .flatMap(List::stream);
  }

  private static ServerSocketChannel listener() {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case of(String name, byte[] bytes, String... outcomes) throws IOException {
    return new Case(name, Files.write(folder.resolve(name), bytes), List.of(outcomes));
  }

  private static List<Case> bombs() throws IOException {
    String laughing = HostileFiles.laughs("a") + "<a><p>before</p><p>&l9;</p></a>";
    String word =
        HostileFiles.laughs("w:document") + HostileFiles.wordBody(HostileFiles.wordText("&l9;"));
    return List.of(
        of("bomb.zip", HostileFiles.zipBomb(), "too-large"),
        of("bomb.txt.gz", HostileFiles.gzipBomb(), "too-large"),
        of("nested.zip", HostileFiles.nestedZips(), "too-large"),
        of("members.zip", HostileFiles.manyMembers(), "too-large"),
        of("bomb.pdf", HostileFiles.pdfBomb(), "too-large"),
        of("laughs.xml", utf8(laughing), "indexed"),
        of("laughs.docx", HostileFiles.docx(word, "<Relationships/>"), "malformed", "no-text"),
        of("line.txt", utf8("word ".repeat(4_000_000)), "too-large"),
        of("line.json", utf8("[\"" + "x".repeat(9 << 20) + "\"]"), "indexed"),
        of("line.md", utf8("a".repeat(9 << 20)), "indexed"));
  }

  private static List<Case> entities(String file, String url) throws IOException {
    String both = "&file;&net;";
    String relations =
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
            + "2006/relationships\"><Relationship Id=\"r9\" Type=\"http://schemas.openxmlformats."
            + "org/officeDocument/2006/relationships/attachedTemplate\" Target=\""
            + url
            + "/template.dotm\" TargetMode=\"External\"/></Relationships>";
    String[] any = {"indexed", "malformed", "no-text"};
    return List.of(
        of("xxe.xml", utf8(HostileFiles.doctype("a", file, url) + "<a>text " + both + "</a>"), any),
        of(
            "xxe.svg",
            utf8(
                HostileFiles.doctype("svg", file, url)
                    + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>x"
                    + both
                    + "</text><image href=\""
                    + url
                    + "/i\"/></svg>"),
            any),
        of(
            "xxe.docx",
            HostileFiles.docx(
                HostileFiles.doctype("w:document", file, url)
                    + HostileFiles.wordBody(HostileFiles.wordText("x" + both)),
                relations),
            any),
        of(
            "template.docx",
            HostileFiles.docx(HostileFiles.wordBody(HostileFiles.wordText("plain")), relations),
            "indexed"),
        of(
            "xxe.odt",
            HostileFiles.openDocument(
                HostileFiles.doctype("office:document-content", file, url)
                    + "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:"
                    + "xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:"
                    + "1.0\"><office:body><office:text><text:p>x"
                    + both
                    + "</text:p></office:text></office:body></office:document-content>"),
            any),
        of(
            "xxe.epub",
            HostileFiles.epub(
                HostileFiles.doctype("html", file, url)
                    + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>x"
                    + both
                    + "</p></body></html>"),
            any),
        of("xfa.pdf", HostileFiles.xfaPdf(file, url), "indexed"));
  }

  private static List<Case> nesting() throws IOException {
    String table = "<w:tbl><w:tr><w:tc>";
    String tableEnd = "</w:tc></w:tr></w:tbl>";
    String deepWord = table.repeat(DEEP) + HostileFiles.wordText("deep") + tableEnd.repeat(DEEP);
    String[] any = {"indexed", "malformed", "no-text"};
    return List.of(
        of("deep.html", utf8("<div>".repeat(DEEP) + "deep" + "</div>".repeat(DEEP)), "indexed"),
        of("tables.html", utf8("<table><tr><td>".repeat(DEEP) + "deep"), "indexed"),
        of("lists.html", utf8("<ul><li>".repeat(DEEP) + "deep"), "indexed"),
        of("deep.xml", utf8("<a>".repeat(DEEP) + "deep" + "</a>".repeat(DEEP)), "indexed"),
        of("deep.json", utf8("[".repeat(DEEP) + "1" + "]".repeat(DEEP)), "indexed"),
        of("quotes.md", utf8(">".repeat(DEEP) + " deep"), "indexed"),
        of("brackets.md", utf8("[".repeat(DEEP) + "deep" + "](x)".repeat(DEEP)), any),
        of("stars.md", utf8("*a **b ".repeat(DEEP) + "deep"), any),
        of("lists.md", utf8("- ".repeat(DEEP) + "deep"), "indexed"),
        of(
            "deep.docx",
            HostileFiles.docx(HostileFiles.wordBody(deepWord), "<Relationships/>"),
            any),
        of("loops.pdf", HostileFiles.loopingPdf(), "indexed"));
  }

  private static List<Case> lies(String url) throws IOException {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    String page =
        "<!doctype html><title>A page</title><link rel=stylesheet href="
            + url
            + "/c><img src="
            + url
            + "/i><iframe src="
            + url
            + "/f></iframe><p>page text</p>";
    String mail =
        "From: a@example.org\nSubject: External\nMIME-Version: 1.0\nContent-Type: message/"
            + "external-body; access-type=URL; URL=\""
            + url
            + "/body\"\n\nContent-Type: text/plain\n\n";
    Map<String, byte[]> member = new LinkedHashMap<>();
    member.put("../../escape.md", utf8("# Escaped\n\nfrom its folder"));
    return List.of(
        of("pdf.md", HostileFiles.loopingPdf(), "indexed"),
        of("page.pdf", utf8(page), "indexed"),
        of("page.md", utf8(page), "indexed"),
        of("zip.txt", HostileFiles.zip(member), "indexed"),
        of("noise.txt", noise, "unsupported"),
        of("noise.docx", noise, "unsupported"),
        of("mail.eml", utf8(mail), "indexed"),
        of("zeros.bin", new byte[1000], "unsupported"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsSoonAndHarmless(Case hostile) throws Exception {
    long before = usedHeap();
    Duration start = used();
    Optional<ExtractedDocument> document = Optional.empty();
    String outcome = "indexed";
    try {
      document = Optional.of(pool.extract(hostile.file(), hostile.name()));
    } catch (ExtractionException e) {
      outcome = e.reason().text();
    }
    Duration end = used();
    // A child that was replaced took its time with it; what is left is that of the new one.
    Duration took = end.compareTo(start) < 0 ? end : end.minus(start);
    long growth = usedHeap() - before;
    System.out.printf(
        "%-28s %-12s %6d %9d %10d%n",
        hostile.name(),
        outcome,
        took.toMillis(),
        document.map(ExtractedDocument::codePoints).orElse(0),
        growth >> 10);
    assertThat(outcome).isIn(hostile.outcomes());
    assertThat(took).isLessThan(harmless.multipliedBy(FAIR));
    assertThat(growth).isLessThan(GROWTH_BYTES);
    if (document.isPresent()) {
      Documents.assertSound(document.get());
      assertThat(document.get().text()).doesNotContain(CANARY);
    }
  }

  @Test
  void whatLiesAboutItsTypeIsReadAsWhatItIs() throws Exception {
    Path pdf = Files.write(folder.resolve("lie.md"), HostileFiles.loopingPdf());
    assertThat(pool.extract(pdf, "lie.md").mediaType()).isEqualTo("application/pdf");
    assertThat(pool.extract(pdf, "lie.md").text()).contains("Hello from the page");
    Path page = Files.writeString(folder.resolve("lie.pdf"), "<!doctype html><h1>Page</h1>");
    assertThat(Documents.outline(pool.extract(page, "lie.pdf"))).containsExactly("H1 Page");
  }

  /** Processor time of the children. */
  private static Duration used() {
    return ProcessHandle.current()
        .children()
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static long usedHeap() {
    // Twice, since a first collection leaves what it only found to be garbage at its end.
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
