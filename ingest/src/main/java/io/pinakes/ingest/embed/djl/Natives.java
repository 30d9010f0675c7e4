package io.pinakes.ingest.embed.djl;

import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.pinakes.ingest.embed.CacheFolder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the native libraries, once a process.
 *
 * <p>They are unpacked into the cache folder rather than into a fresh temporary folder at every
 * start, as the libraries do by themselves, and every switch by which they would open a connection
 * is turned off before their first class runs. A system property that is already set is left alone,
 * so that a launcher can name other libraries.
 */
final class Natives {
  private static final Logger LOG = LoggerFactory.getLogger(Natives.class);
  private static final String ORT_PATH = "onnxruntime.native.path";
  private static final String TOKENIZERS_PATH = "RUST_LIBRARY_PATH";

  /**
   * The version of the ONNX Runtime on the class path; a test holds it to what the library says.
   */
  static final String ORT_VERSION = "1.26.0";

  /** The version of DJL on the class path. */
  static final String DJL_VERSION = "0.38.0";

  private static boolean loaded;

  private Natives() {}

  /**
   * Loads what is not yet loaded.
   *
   * @throws IOException if there is no library for this system, or it cannot be unpacked or loaded
   */
  static synchronized void load(Path cache) throws IOException {
    if (loaded) {
      return;
    }
    beQuiet();
    unpack(cache);
    try {
      // DJL makes the environment; asking for it first would make one that DJL then refuses.
      Engine.getEngine("OnnxRuntime");
      OrtEnvironment.getEnvironment().setTelemetry(false);
      removeEmptyTempFolder();
      LibUtils.checkStatus();
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new IOException(
          "cannot load the native libraries of the embedder on ["
              + System.getProperty("os.name")
              + "], ["
              + System.getProperty("os.arch")
              + "]: "
              + e,
          e);
    }
    loaded = true;
  }

  private static void beQuiet() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    // A second engine would only be asked for array arithmetic, which is done here in Java.
    setIfAbsent("ai.djl.onnx.disable_alternative", "true");
    // The pool that all sessions could share; ours have none, so that it would idle.
    setIfAbsent("ai.djl.onnxruntime.num_threads", "1");
    setIfAbsent("ai.djl.onnxruntime.num_interop_threads", "1");
  }

  private static void unpack(Path cache) throws IOException {
    ClassLoader loader = Natives.class.getClassLoader();
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean windows = system.contains("win");
    boolean mac = system.contains("mac");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String name = windows ? "win" : mac ? "osx" : "linux";
    if (System.getProperty(ORT_PATH) == null) {
      String platform = name + (arm ? "-aarch64" : "-x64");
      String from = "ai/onnxruntime/native/" + platform + "/";
      List<String> files = new ArrayList<>();
      files.add(from + System.mapLibraryName("onnxruntime"));
      files.add(from + System.mapLibraryName("onnxruntime4j_jni"));
      if (windows) {
        files.add(from + System.mapLibraryName("onnxruntime_providers_shared"));
      }
      Path to =
          CacheFolder.unpacked(cache, "onnxruntime-" + ORT_VERSION + "-" + platform, loader, files);
      System.setProperty(ORT_PATH, to.toString());
    }
    if (System.getProperty(TOKENIZERS_PATH) == null && System.getenv(TOKENIZERS_PATH) == null) {
      String platform = name + (arm ? "-aarch64" : "-x86_64");
      String from = "native/lib/" + platform + "/cpu/";
      List<String> files = new ArrayList<>();
      if (windows) {
        files.add(from + "libwinpthread-1.dll");
        files.add(from + "libgcc_s_seh-1.dll");
        files.add(from + "libstdc++-6.dll");
      }
      String library = System.mapLibraryName("tokenizers");
      files.add(from + library);
      Path to =
          CacheFolder.unpacked(cache, "tokenizers-" + DJL_VERSION + "-" + platform, loader, files);
      System.setProperty(TOKENIZERS_PATH, to.resolve(library).toString());
    }
  }

  /**
   * The runtime makes a temporary folder even where it has nothing to put into it, and removes it
   * when the process ends in peace; a killed process would leave it behind.
   */
  private static void removeEmptyTempFolder() {
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      if (field.get(null) instanceof Path folder) {
        Files.deleteIfExists(folder);
      }
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      LOG.debug("the temporary folder of the ONNX Runtime stays until the process ends", e);
    }
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
