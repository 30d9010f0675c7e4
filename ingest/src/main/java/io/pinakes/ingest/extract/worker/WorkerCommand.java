package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.build.ExtractionLimits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a child: the JVM and class path of this process, and nothing else of it. */
final class WorkerCommand {
  private WorkerCommand() {}

  /** A builder of the process, whose folder is also its temporary one and its home. */
  static ProcessBuilder in(Path folder, WorkerOptions options, List<String> archive)
      throws IOException {
    Path java = java();
    Path hosts = Files.createFile(folder.resolve("hosts"));
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(machine(folder, options));
    command.addAll(archive);
    command.addAll(properties(folder, hosts));
    command.add("-cp");
    command.add(System.getProperty("java.class.path", ""));
    command.add(WorkerMain.class.getName());
    command.addAll(arguments(folder, options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("stderr").toFile());
    // Nothing of the environment: no PATH on which programs could be found, no options of Java.
    Map<String, String> environment = builder.environment();
    String systemRoot = environment.get("SystemRoot");
    environment.clear();
    // Java takes paths by the locale: without one, a folder whose name is not ASCII is not there.
    environment.put("LC_ALL", "C.UTF-8");
    if (systemRoot != null) {
      // Without it Windows starts no process.
      environment.put("SystemRoot", systemRoot);
    }
    return builder;
  }

  private static Path java() throws WorkerStartException {
    Path bin = Path.of(System.getProperty("java.home", ""), "bin");
    Path java = bin.resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    if (!Files.isExecutable(java)) {
      throw new WorkerStartException(
          "no Java to run parsers with at [" + java + "]: run Pinakes with an installed JDK");
    }
    return java;
  }

  private static List<String> machine(Path folder, WorkerOptions options) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx" + options.heapMegabytes() + "m");
    flags.add("-Xss1m");
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:MaxMetaspaceSize=192m");
    flags.add("-XX:MaxDirectMemorySize=32m");
    flags.add("-XX:+ExitOnOutOfMemoryError");
    flags.add("-XX:TieredStopAtLevel=1");
    flags.add("-XX:-UsePerfData");
    flags.add("-XX:+DisableAttachMechanism");
    flags.add("-XX:-CreateCoredumpOnCrash");
    flags.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    // Standard output belongs to the protocol.
    flags.add("-XX:+DisplayVMOutputToStderr");
    flags.add("-Xlog:disable");
    flags.add("-Xlog:all=error:stderr");
    flags.add("-Xshare:auto");
    return flags;
  }

  private static List<String> properties(Path folder, Path hosts) {
    return List.of(
        "-Duser.language=en",
        "-Duser.country=US",
        "-Duser.variant=",
        "-Duser.timezone=UTC",
        "-Dfile.encoding=UTF-8",
        "-Dstdout.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + folder,
        "-Duser.home=" + folder,
        "-Duser.dir=" + folder,
        // No network (Lockdown has the rest), and XML that fetches nothing.
        "-Djdk.net.hosts.file=" + hosts,
        "-Djava.nio.channels.spi.SelectorProvider=" + NoNetwork.class.getName(),
        "-Djavax.xml.accessExternalDTD=",
        "-Djavax.xml.accessExternalSchema=",
        "-Djavax.xml.accessExternalStylesheet=",
        // No log of any library: a configuration on the class path may write to the parent's file.
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "-Dslf4j.internal.verbosity=ERROR",
        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
        "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
        "-Dorg.apache.logging.log4j.simplelog.level=OFF");
  }

  private static List<String> arguments(Path folder, WorkerOptions options) {
    ExtractionLimits limits = options.limits();
    return List.of(
        Integer.toString(limits.maxTextBytes()),
        Integer.toString(limits.maxSpans()),
        Integer.toString(limits.maxEmbeddedFiles()),
        Long.toString(limits.maxEmbeddedBytes()),
        Integer.toString(limits.maxEmbeddedDepth()),
        Boolean.toString(limits.readRestricted()),
        Long.toString(options.maxFileBytes()),
        folder.toString());
  }
}
