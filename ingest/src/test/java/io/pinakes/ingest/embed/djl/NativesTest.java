package io.pinakes.ingest.embed.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.pinakes.ingest.embed.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativesTest {
  @Test
  void theVersionInEverySpecIsThatOfTheLoadedLibrary() throws IOException {
    Natives.load(CacheFolder.standard());
    assertThat(OrtEnvironment.getEnvironment().getVersion()).isEqualTo(Natives.ORT_VERSION);
    assertThat(new DjlRuntime().name()).isEqualTo("onnxruntime-1.26");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads the kernel's list of loaded libraries")
  void librariesComeFromTheCacheFolderAndNothingIsLeftInTheTemporaryOne() throws IOException {
    Natives.load(CacheFolder.standard());
    assertThat(System.getProperty("onnxruntime.native.path"))
        .startsWith(CacheFolder.standard().toAbsolutePath().toString());
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    List<String> mapped;
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      mapped = lines.filter(line -> line.contains("onnxruntime")).toList();
    }
    assertThat(mapped).isNotEmpty().noneMatch(line -> line.contains(temp + "/onnxruntime-java"));
  }

  @Test
  void nothingMayPhoneHome() throws IOException {
    Natives.load(CacheFolder.standard());
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }
}
