package io.pinakes.benchmarks.start;

import io.pinakes.benchmarks.peers.Child;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * {@link Hello} in a file of its own, under this process's Java: as Java starts it by itself, and
 * from an archive of its classes, which Java makes of files only and not of folders.
 */
final class HelloProgram {
  private final Path jar;
  private final Path archive;

  private HelloProgram(Path jar, Path archive) {
    this.jar = jar;
    this.archive = archive;
  }

  /** Puts it into a folder, and makes its archive. */
  static HelloProgram in(Path folder, Path log) throws IOException {
    String file = Hello.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("hello.jar");
    try (InputStream in = Hello.class.getResourceAsStream("Hello.class");
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      if (in == null) {
        throw new IOException("this build has no [" + file + "]");
      }
      out.putNextEntry(new JarEntry(file));
      in.transferTo(out);
      out.closeEntry();
    }
    HelloProgram program = new HelloProgram(jar, folder.resolve("hello.jsa"));
    Child.run(log, Map.of(), program.line("-XX:ArchiveClassesAtExit=" + program.archive));
    return program;
  }

  /** The command line, with the archive that comes with Java. */
  List<String> plain() {
    return line();
  }

  /** The command line with its own archive, without which it would not start. */
  List<String> archived() {
    return line("-XX:SharedArchiveFile=" + archive, "-Xshare:on");
  }

  private List<String> line(String... flags) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xlog:disable");
    line.addAll(List.of(flags));
    line.addAll(List.of("-cp", jar.toString(), Hello.class.getName()));
    return line;
  }
}
