package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, which is a shell script, on distributions and JDKs that are folders of a test:
 * their {@code java} prints what it was called with.
 */
class LauncherIT {
  private static final String JAVA =
      """
      #!/bin/sh
      here=$(cd "$(dirname "$0")/.." && pwd)
      for word in "$@"; do
        case $word in
          -XX:AOTCacheOutput=*) echo made > "${word#*=}"; echo "warmup $*" >> "$here/runs"; exit 0 ;;
        esac
      done
      echo "java of $(basename "$here")"
      for word in "$@"; do echo "[$word]"; done
      exit 7
      """;

  @TempDir Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Path distribution;

  @BeforeEach
  void makeDistribution() throws IOException {
    distribution = Files.createDirectories(folder.resolve("a place with spaces"));
    Path launcher = Path.of(System.getProperty("pinakes.root", "..")).resolve("pinakes");
    Files.createDirectories(distribution.resolve("bin"));
    Files.copy(
        launcher,
        distribution.resolve("bin").resolve("pinakes"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(distribution.resolve("lib"));
    build("1.0-1");
    environment.put("XDG_CACHE_HOME", folder.resolve("a cache").toString());
    environment.put("HOME", folder.resolve("nobody").toString());
    environment.put("PATH", "/usr/bin:/bin");
  }

  private void build(String version) throws IOException {
    Files.writeString(distribution.resolve("lib").resolve("pinakes.version"), version + "\n");
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private record Ended(int exitCode, String out, String err) {}

  private Ended run(Path launcher, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(words));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.directory(Files.createDirectories(folder.resolve("elsewhere")).toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Path launcher() {
    return distribution.resolve("bin").resolve("pinakes");
  }

  @Test
  void handsEveryWordOnAsItIsAndEndsAsTheProgramDoes() throws Exception {
    environment.put("PINAKES_JAVA_HOME", jdk("jdk 25", "25.0.1").toString());
    Ended ended = run(launcher(), "search", "two words", "*", "$HOME", "");
    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.out())
        .contains("java of jdk 25")
        .contains("[search]\n[two words]\n[*]\n[$HOME]\n[]\n")
        .contains("[" + distribution.toRealPath().resolve("lib") + "/*]");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void findsItsLibrariesThroughLinks() throws Exception {
    environment.put("PINAKES_JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), launcher());
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), absolute.getFileName());
    assertThat(run(relative, "version").out())
        .contains("[" + distribution.toRealPath().resolve("lib") + "/*]");
  }

  @Test
  void takesTheNewestJdkThatItSeesEvenIfThePathHasAnOldOne() throws Exception {
    Path old = jdk("old-17", "17.0.9");
    jdk("nobody/.sdkman/candidates/java/21.0.5-tem", "21.0.5");
    jdk("nobody/.sdkman/candidates/java/999.0.1-tem", "999.0.1");
    environment.put("JAVA_HOME", old.toString());
    environment.put("PATH", old.resolve("bin") + ":/usr/bin:/bin");
    assertThat(run(launcher(), "version").out()).contains("java of 999.0.1-tem");
  }

  @Test
  void withAJavaThatIsTooOldItSaysWhatToInstall() throws Exception {
    environment.put("PINAKES_JAVA_HOME", jdk("old-17", "17.0.9").toString());
    Ended ended = run(launcher(), "version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("needs Java 21 or newer, and found 17")
        .contains("apt install openjdk-21-jdk", "brew install openjdk", "PINAKES_JAVA_HOME");
  }

  @Test
  void withoutAnyJavaItSaysSoToo() throws Exception {
    environment.put("PINAKES_JAVA_HOME", folder.resolve("nothing").toString());
    Ended ended = run(launcher(), "version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("found none");
  }

  @Test
  void theStartUpArchiveIsMadeOnceAndAgainAfterABuild() throws Exception {
    Path jdk = jdk("jdk-25", "25.0.1");
    environment.put("PINAKES_JAVA_HOME", jdk.toString());
    assertThat(run(launcher(), "status").out()).contains("[-XX:AOTCache=" + folder + "/a cache/");
    assertThat(run(launcher(), "ingest", "docs").out()).contains("[-XX:AOTCache=");
    assertThat(Files.readAllLines(jdk.resolve("runs"))).hasSize(2);
    build("1.0-2");
    assertThat(run(launcher(), "status").out()).contains("[-XX:AOTCache=");
    assertThat(Files.readAllLines(jdk.resolve("runs"))).hasSize(4);
    try (Stream<Path> made = Files.list(folder.resolve("a cache/pinakes/start"))) {
      assertThat(made).hasSize(4).noneMatch(file -> file.toString().endsWith(".failed"));
    }
  }

  @Test
  void whatIsAskedOfANodeStartsFromTheArchiveForThat() throws Exception {
    environment.put("PINAKES_JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
    Path home = Files.createDirectories(folder.resolve("a home"));
    String whole = "java25-[0-9]+]";
    String asking = "java25-[0-9]+-asking]";
    String[] search = {"search", "--home", home.toString(), "next to nothing"};
    assertThat(run(launcher(), search).out()).containsPattern(whole);
    Files.createFile(home.resolve("node.json"));
    assertThat(run(launcher(), search).out()).containsPattern(asking);
    assertThat(run(launcher(), "status", "--home=" + home).out()).containsPattern(asking);
    assertThat(run(launcher(), "ask", "--home=" + home).out()).containsPattern(whole);
    assertThat(run(launcher(), "dataset", "export", "--home=" + home).out()).containsPattern(whole);
    assertThat(run(launcher(), "status").out()).containsPattern(whole);
    environment.put("PINAKES_HOME", home.toString());
    assertThat(run(launcher(), "dataset", "ls").out()).containsPattern(asking);
  }

  /** What compilers learned is in the archive, and the quick one alone learns never to go on. */
  @Test
  void theStartUpArchiveIsMadeWithAllCompilers() throws Exception {
    Path jdk = jdk("jdk-25", "25.0.1");
    environment.put("PINAKES_JAVA_HOME", jdk.toString());
    run(launcher(), "status");
    assertThat(Files.readString(jdk.resolve("runs")))
        .contains("io.pinakes.node.Warmup")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void optionsFromTheEnvironmentNeitherMakeAnArchiveNorMeetOne() throws Exception {
    Path jdk = jdk("jdk-25", "25.0.1");
    environment.put("PINAKES_JAVA_HOME", jdk.toString());
    assertThat(run(launcher(), "status").out()).contains("AOTCache");
    environment.put("JDK_JAVA_OPTIONS", "-XX:StartFlightRecording");
    assertThat(run(launcher(), "status").out()).doesNotContain("AOTCache");
    build("1.0-2");
    assertThat(run(launcher(), "status").out()).doesNotContain("AOTCache");
    assertThat(Files.readAllLines(jdk.resolve("runs"))).hasSize(2);
  }

  @Test
  void whereNoArchiveCanBeKeptItStartsWithoutOne() throws Exception {
    environment.put("PINAKES_JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
    Path file = Files.writeString(folder.resolve("a file"), "not a folder");
    environment.put("XDG_CACHE_HOME", file.toString());
    Ended ended = run(launcher(), "status");
    assertThat(ended.out()).contains("[status]").doesNotContain("AOTCache");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void onlyTheBenchmarkThatNeedsItAsksForAnIncubator() throws Exception {
    environment.put("PINAKES_JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
    for (String command : List.of("ingest", "search", "ask", "quickstart", "model", "doctor")) {
      assertThat(run(launcher(), command).out()).as(command).doesNotContain("incubator");
    }
    assertThat(run(launcher(), "--home", "h", "bench", "ann").out()).contains("incubator");
  }

  @Test
  void aCheckoutThatIsNotBuiltAndCannotBeSaysWhatIsMissing() throws Exception {
    Path checkout = Files.createDirectories(folder.resolve("checkout"));
    Path copy =
        Files.copy(launcher(), checkout.resolve("pinakes"), StandardCopyOption.COPY_ATTRIBUTES);
    environment.put("PINAKES_JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
    // The tools of a plain system, and no Maven among them.
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "readlink", "sed", "head", "sort", "cat", "stty")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin").resolve(tool));
    }
    environment.put("PATH", tools.toString());
    Ended ended = run(copy, "version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("has to be built").contains("Install Maven 3.8 or newer");
  }

  @Test
  void aCheckoutThatMovedOnIsBuiltAgainBeforeItRuns() throws Exception {
    Path checkout = Files.createDirectories(folder.resolve("checkout"));
    Path copy =
        Files.copy(launcher(), checkout.resolve("pinakes"), StandardCopyOption.COPY_ATTRIBUTES);
    Path jdk = jdk("jdk-25", "25.0.1");
    Files.copy(
        jdk.resolve("bin/java"), jdk.resolve("bin/javac"), StandardCopyOption.COPY_ATTRIBUTES);
    environment.put("PINAKES_JAVA_HOME", jdk.toString());
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\nexec $BUILD\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", tools + ":/usr/bin:/bin");
    Path lib = Files.createDirectories(checkout.resolve("node/target/dist/lib"));
    Path built = lib.resolve("pinakes.version");
    // Without spaces in it, since a shell takes it apart.
    environment.put("BUILD", "touch " + checkout.relativize(built));
    Path moves =
        Files.writeString(
            Files.createDirectories(checkout.resolve(".git/logs")).resolve("HEAD"), "");

    assertThat(run(copy, "version").err()).contains("first run in this checkout: building");
    assertThat(run(copy, "version").err()).isEmpty();
    Files.setLastModifiedTime(built, FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(moves, FileTime.fromMillis(2_000_000));
    assertThat(run(copy, "version").err()).contains("moved to another commit", "building");
    assertThat(run(copy, "version").err()).isEmpty();
  }
}
