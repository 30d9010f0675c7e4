package io.pinakes.ingest.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What surrounds the process changes nothing in what is extracted, and it leaves nothing behind.
 */
@Tag("slow")
class IsolationIT {
  @TempDir private Path folder;

  private static Path documents() {
    Path documents = Path.of(System.getProperty("pinakes.shared"), "datasets/documents");
    assertThat(documents).as("the real documents, of which -Dpinakes.shared says where").exists();
    return documents;
  }

  private Process start(Map<String, String> environment, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ExtractAll.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("stderr").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static List<String> lines(Process process) throws Exception {
    List<String> lines;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines = out.lines().toList();
    }
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return lines;
  }

  @Test
  void localeZonePathOrderAndProgramsChangeNothing() throws Exception {
    Path canary = folder.resolve("started");
    Path programs = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("tesseract", "exiftool", "ffmpeg", "ffprobe", "magick", "convert")) {
      Path program =
          Files.writeString(programs.resolve(name), "#!/bin/sh\necho $0 >> " + canary + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path here = copyOf(documents(), folder.resolve("one"));
    Path there = copyOf(documents(), folder.resolve("deep/in/another place"));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    List<String> plain =
        lines(start(Map.of(), List.of(), List.of(here.toString(), temporary.toString(), "1")));
    List<String> other =
        lines(
            start(
                Map.of(
                    "PATH",
                    programs.toString(),
                    "LC_ALL",
                    "tr_TR.UTF-8",
                    "JAVA_TOOL_OPTIONS",
                    "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati"),
                List.of("-Dfile.encoding=ISO-8859-1"),
                List.of(there.toString(), temporary.toString(), "2")));

    assertThat(plain).hasSizeGreaterThan(63);
    assertThat(other).isEqualTo(plain);
    assertThat(canary).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  private static Path copyOf(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    // A picture and a sound, for which such programs would be started.
    Files.write(
        target.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});
    Files.write(target.resolve("sound.mp3"), new byte[] {'I', 'D', '3', 3, 0, 0, 0, 0, 0, 0});
    return target;
  }

  @Test
  void childrenEndWithAParentThatIsKilledAndRemoveTheirFolders() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process parent =
        start(
            Map.of(), List.of(), List.of(documents().toString(), temporary.toString(), "3", "on"));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("reading");
    List<ProcessHandle> children = childrenOfStopped(parent);
    assertThat(children).isNotEmpty();
    parent.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(Patience.SECONDS, TimeUnit.SECONDS);
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void whatKilledChildrenLeaveIsRemovedByTheNextPool() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process parent =
        start(
            Map.of(), List.of(), List.of(documents().toString(), temporary.toString(), "4", "on"));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("reading");
    List<ProcessHandle> children = childrenOfStopped(parent);
    children.forEach(IsolationIT::stop);
    children.forEach(ProcessHandle::destroyForcibly);
    parent.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(Patience.SECONDS, TimeUnit.SECONDS);
    }
    assertThat(temporary).isNotEmptyDirectory();
    Path file = Files.writeString(folder.resolve("a.md"), "text");
    WorkerOptions options = WorkerOptions.defaults().withWorkers(1).withTemporaryFolder(temporary);
    try (WorkerPool pool = new WorkerPool(options)) {
      assertThat(pool.extract(file, "a.md").text()).isEqualTo("text");
    }
    assertThat(temporary).isEmptyDirectory();
  }

  /** All that it will ever have: one that is stopped starts no more behind the look at them. */
  private static List<ProcessHandle> childrenOfStopped(Process parent) {
    stop(parent.toHandle());
    return parent.toHandle().children().toList();
  }

  /** So that neither can tidy up while the other is killed. */
  private static void stop(ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
