package io.pinakes.benchmarks.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.benchmarks.peers.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloProgramIT {
  @Test
  void itGreetsWithTheArchiveOfJavaAndFromItsOwn(@TempDir Path folder) throws Exception {
    Path log = Files.createFile(folder.resolve("log"));
    HelloProgram hello = HelloProgram.in(folder, log);
    assertThat(Child.run(log, Map.of(), hello.plain())).isEqualToIgnoringNewLines("Hello, world");
    assertThat(Child.run(log, Map.of(), hello.archived()))
        .isEqualToIgnoringNewLines("Hello, world");
  }
}
