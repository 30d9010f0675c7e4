package io.pinakes.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pinakes.ingest.Patience;
import io.pinakes.ingest.extract.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWalkerIT {
  @TempDir private Path root;

  private final SourceWalker walker = new SourceWalker(SourceFilter.DEFAULT);

  private void write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "text of " + path);
  }

  private static List<String> paths(Walk walk) {
    return walk.files().stream().map(SourceFile::path).toList();
  }

  @Test
  void filesComeSortedByCodePointWithSlashes() throws IOException {
    for (String path : List.of("b.txt", "a/z.txt", "a.txt", "\uFFFDx", "\uD83D\uDE00x", "a/b/c")) {
      write(path);
    }
    Walk walk = walker.walk(root);
    assertThat(paths(walk))
        .containsExactly("a.txt", "a/b/c", "a/z.txt", "b.txt", "\uFFFDx", "\uD83D\uDE00x");
    SourceFile first = walk.files().getFirst();
    assertThat(first.size()).isEqualTo(Files.size(root.resolve("a.txt")));
    assertThat(first.modified())
        .isEqualTo(Files.getLastModifiedTime(root.resolve("a.txt")).toInstant());
    assertThat(Files.readString(first.file())).isEqualTo("text of a.txt");
  }

  @Test
  void namesAreNfcAndTwoThatBecomeOneAreReported() throws IOException {
    write("e\u0301/x");
    write("\u00e9/y");
    write("o\u0308.txt");
    write("\u00f6.txt");
    Walk walk = walker.walk(root);
    assertThat(paths(walk)).containsExactly("\u00e9/x", "\u00e9/y", "\u00f6.txt");
    assertThat(walk.files().get(2).file().getFileName()).hasToString("\u00f6.txt");
    assertThat(walk.passedOver()).hasSize(1);
    PassedOver other = walk.passedOver().getFirst();
    assertThat(other.path()).isEqualTo("o\u0308.txt");
    assertThat(other.why()).isEqualTo(PassedOver.Why.NAME_COLLISION);
    assertThat(other.detail()).contains("[111, 776,");
  }

  @Test
  void namesThatAreNotUtf8DifferAsTheirBytesDoAndOthersStayAsTheyAre() throws Exception {
    List<String> bytes =
        List.of("a\\xff.md", "a\\xfe.md", "b\\xc3", "c\\\\\\xff", "d\\xc3\\xa9\\xff");
    for (String name : bytes) {
      run("cd '" + root + "' && echo x > \"$(printf '" + name + "')\"");
    }
    run("cd '" + root + "' && mkdir \"$(printf 'e\\xff')\" && cd e* && echo x > f");
    write("a\\xff\\.md");
    Walk walk = walker.walk(root);
    assertThat(walk.passedOver()).isEmpty();
    assertThat(paths(walk))
        .containsExactly(
            "a\\xfe.md",
            "a\\xff.md",
            "a\\xff\\.md",
            "b\\xc3",
            "c\\\\\\xff",
            "d\u00e9\\xff",
            "e\\xff/f");
    for (SourceFile file : walk.files()) {
      assertThat(Files.readString(file.file()))
          .startsWith(file.path().equals("a\\xff\\.md") ? "text" : "x");
    }
  }

  @Test
  void twoFilesOfFoldersThatBecomeOneAreToldApart() throws IOException {
    write("e\u0301/x");
    write("\u00e9/x");
    Walk walk = walker.walk(root);
    assertThat(paths(walk)).containsExactly("\u00e9/x");
    assertThat(Files.readString(walk.files().getFirst().file())).isEqualTo("text of \u00e9/x");
    assertThat(walk.passedOver()).extracting(PassedOver::path).containsExactly("e\u0301/x");
  }

  @Test
  void aHomeIsPassedOverAndWhatOnlyLooksLikeOneIsNot() throws IOException {
    write("a.txt");
    write("home/keys/papers.key");
    Files.writeString(root.resolve("home/format"), "pinakes-home 7\n");
    write("book/format");
    write("book/b.txt");
    Walk walk = walker.walk(root);
    assertThat(paths(walk)).containsExactly("a.txt", "book/b.txt", "book/format");
    assertThat(walk.passedOver())
        .extracting(PassedOver::path, PassedOver::why)
        .containsExactly(tuple("home/", PassedOver.Why.HOME));
    assertThat(walker.folders(root))
        .doesNotContain(root.resolve("home"), root.resolve("home/keys"));
    assertThat(walk.mayStillExist("home/format")).isFalse();
  }

  @Test
  void hiddenFilesAreLeftOutUnlessWanted() throws IOException {
    write(".secret");
    write(".git/config");
    write("a");
    assertThat(paths(walker.walk(root))).containsExactly("a");
    SourceFilter all = new SourceFilter(List.of(), List.of(), "", true, 1000);
    assertThat(paths(new SourceWalker(all).walk(root)))
        .containsExactly(".git/config", ".secret", "a");
  }

  @Test
  void ignoreFilesNestAndTheInnerOneWins() throws IOException {
    Files.writeString(root.resolve(".pinakesignore"), "*.log\nbuild/\n/top.txt\n");
    for (String path :
        List.of("a.log", "keep/b.log", "keep/c.log", "build/x.txt", "src/build/y.txt", "top.txt")) {
      write(path);
    }
    write("src/top.txt");
    Files.writeString(root.resolve("keep/.pinakesignore"), "!b.log\n");
    // Git says the same: what lies in a folder that is left out cannot be taken back in.
    Files.writeString(root.resolve("build/.pinakesignore"), "!x.txt\n");
    assertThat(paths(walker.walk(root))).containsExactly("keep/b.log", "src/top.txt");
  }

  @Test
  void includeAndExcludeNarrowWhatIsListed() throws IOException {
    for (String path : List.of("a.md", "b.txt", "docs/c.txt", "docs/draft/d.txt", "x/e.md")) {
      write(path);
    }
    SourceFilter filter = SourceFilter.of(List.of("*.md", "docs/"), List.of("draft/", "/x"));
    assertThat(paths(new SourceWalker(filter).walk(root))).containsExactly("a.md", "docs/c.txt");
  }

  @Test
  void linksAreReportedAndNotFollowed() throws IOException {
    write("a/b.txt");
    Files.createSymbolicLink(root.resolve("a/circle"), root.resolve("a"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a/b.txt"));
    Walk walk = walker.walk(root);
    assertThat(paths(walk)).containsExactly("a/b.txt");
    assertThat(walk.passedOver())
        .extracting(PassedOver::path, PassedOver::why)
        .containsExactly(
            tuple("a/circle", PassedOver.Why.SYMLINK), tuple("link", PassedOver.Why.SYMLINK));
    assertThat(walk.passedOver().getFirst().failure()).isEmpty();
  }

  @Test
  void theSourceItselfMayBeALink() throws IOException {
    write("real/a.txt");
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
    assertThat(paths(walker.walk(link))).containsExactly("a.txt");
  }

  @Test
  void aFileOverTheLimitIsTooLargeAndMayStillExist() throws IOException {
    write("small");
    Files.write(root.resolve("large"), new byte[101]);
    SourceFilter filter = new SourceFilter(List.of(), List.of(), "", false, 100);
    Walk walk = new SourceWalker(filter).walk(root);
    assertThat(paths(walk)).containsExactly("small");
    assertThat(walk.passedOver().getFirst().failure()).contains(FailureReason.TOO_LARGE);
    assertThat(walk.mayStillExist("large")).isTrue();
    assertThat(walk.mayStillExist("gone")).isFalse();
  }

  @Test
  void aFolderThatCannotBeReadHidesWhatIsKnownOfIt() throws Exception {
    write("a.txt");
    // 20 names of 250 bytes are more than a path may be long, so the file system refuses it.
    String script = "for i in $(seq 20); do d=$(printf 'd%.0s' $(seq 250)); mkdir $d; cd $d; done";
    run("cd '" + root + "' && " + script);
    try {
      Walk walk = walker.walk(root);
      assertThat(paths(walk)).containsExactly("a.txt");
      assertThat(walk.passedOver()).hasSize(1);
      PassedOver deep = walk.passedOver().getFirst();
      assertThat(deep.why()).isEqualTo(PassedOver.Why.UNREADABLE);
      assertThat(deep.failure()).contains(FailureReason.UNREADABLE);
      assertThat(walk.mayStillExist(deep.path() + "/x.txt")).isTrue();
      assertThat(walk.mayStillExist("b.txt")).isFalse();
    } finally {
      run("cd '" + root + "' && rm -rf d*");
    }
  }

  private static void run(String script) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", script).inheritIO().start();
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void aFileWithoutPermissionIsReported() throws IOException {
    write("a.txt");
    write("denied.txt");
    Path denied = root.resolve("denied.txt");
    Files.setPosixFilePermissions(denied, PosixFilePermissions.fromString("---------"));
    Walk walk = walker.walk(root);
    if (Files.isReadable(denied)) {
      // The superuser may read everything, and then it is a file like any other.
      assertThat(paths(walk)).containsExactly("a.txt", "denied.txt");
    } else {
      assertThat(paths(walk)).containsExactly("a.txt");
      assertThat(walk.passedOver().getFirst().why()).isEqualTo(PassedOver.Why.UNREADABLE);
    }
  }

  @Test
  void aFolderWhoseIgnoreFileCannotBeReadIsPassedOver() throws IOException {
    write("a.txt");
    write("sub/private.txt");
    Files.write(root.resolve("sub/.pinakesignore"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});
    Walk walk = walker.walk(root);
    assertThat(paths(walk)).containsExactly("a.txt");
    assertThat(walk.passedOver().getFirst().path()).isEqualTo("sub/");
    assertThat(walk.passedOver().getFirst().detail()).contains(".pinakesignore", "UTF-8");
    assertThat(walk.mayStillExist("sub/private.txt")).isTrue();
  }

  @Test
  void aMissingFolderOrAFileIsAnErrorThatSaysWhatToDo() throws IOException {
    write("file");
    assertThatThrownBy(() -> walker.walk(root.resolve("nowhere")))
        .isInstanceOf(SourceMissingException.class)
        .hasMessageContaining("does not exist")
        .hasMessageContaining("mounted");
    assertThatThrownBy(() -> walker.walk(root.resolve("file")))
        .isInstanceOf(SourceMissingException.class)
        .hasMessageContaining("is not a folder");
  }

  @Test
  void aFolderThatIsSuddenlyEmptyIsAnErrorAndANewEmptyOneIsNot() throws IOException {
    assertThat(walker.walk(root).files()).isEmpty();
    assertThatThrownBy(() -> walker.walk(root, 7))
        .isInstanceOf(SourceMissingException.class)
        .hasMessageContaining("had [7]")
        .hasMessageContaining("Nothing was taken out");
  }
}
