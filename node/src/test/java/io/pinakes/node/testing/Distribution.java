package io.pinakes.node.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * The launcher as a user has it, {@code bin/pinakes} beside {@code lib}: the script of this
 * checkout, and one jar that names the class path of the test. So what a shell sees is tried
 * without the distribution having been built.
 */
public final class Distribution {
  private Distribution() {}

  /** Lays it out below a folder and returns the launcher. */
  public static Path in(Path folder) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
    try (OutputStream out = Files.newOutputStream(lib.resolve("classes.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
    Files.writeString(lib.resolve("pinakes.version"), "test");
    Path script = Path.of(System.getProperty("pinakes.root"), "pinakes");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path launcher = Files.copy(script, bin.resolve("pinakes"));
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException("[" + launcher + "] cannot be made executable");
    }
    return launcher;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
