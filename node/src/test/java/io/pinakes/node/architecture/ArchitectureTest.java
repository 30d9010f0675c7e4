package io.pinakes.node.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The structure that ARCHITECTURE.md draws, held against the compiled classes of every module. */
@AnalyzeClasses(
    packages = "io.pinakes",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestArchives.class
    })
final class ArchitectureTest {
  /** What one module lends another's tests is a folder before it is packed, and an archive then. */
  static final class DoNotIncludeTestArchives implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /**
   * Packages that must replay exactly: no thread, lock, wall clock, unseeded randomness or hash
   * order.
   */
  private static final String[] PURE = {
    "io.pinakes.core..",
    "io.pinakes.ipfs.ipld..",
    "io.pinakes.ipfs.unixfs..",
    "io.pinakes.ipfs.car..",
    "io.pinakes.ipfs.ipns..",
    "io.pinakes.ipfs.gateway..",
    "io.pinakes.ipfs.scratch..",
    "io.pinakes.datasets.model..",
    "io.pinakes.vectorstore.fusion..",
    "io.pinakes.ingest.chunk..",
    "io.pinakes.p2p.address..",
    "io.pinakes.p2p.book..",
    "io.pinakes.p2p.dial..",
    "io.pinakes.p2p.resource..",
    "io.pinakes.p2p.wire..",
    "io.pinakes.p2p.record..",
    "io.pinakes.p2p.multistream",
    "io.pinakes.p2p.mux.yamux",
    "io.pinakes.p2p.security.noise",
    "io.pinakes.p2p.trim..",
  };

  /** Third-party packages, each with the only packages of ours that may know it. */
  private static final Map<String, List<String>> WALLS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "org.apache.lucene..",
                  List.of("io.pinakes.vectorstore.lucene..", "io.pinakes.benchmarks..")),
              Map.entry("org.apache.tika..", List.of("io.pinakes.ingest.extract..")),
              Map.entry("org.apache.pdfbox..", List.of("io.pinakes.ingest.extract..")),
              Map.entry("org.apache.fontbox..", List.of("io.pinakes.ingest.extract..")),
              Map.entry("org.apache.james..", List.of("io.pinakes.ingest.extract..")),
              Map.entry("org.apache.commons..", List.of("io.pinakes.ingest.extract..")),
              Map.entry("org.commonmark..", List.of("io.pinakes.ingest.extract..")),
              Map.entry("org.jsoup..", List.of("io.pinakes.ingest.extract..")),
              Map.entry(
                  "opennlp..",
                  List.of("io.pinakes.ingest.sentence.opennlp..", "io.pinakes.ingest.extract..")),
              Map.entry(
                  "ai.djl..",
                  List.of("io.pinakes.ingest.embed.djl..", "io.pinakes.benchmarks.embedding..")),
              Map.entry("ai.onnxruntime..", List.of("io.pinakes.ingest.embed.djl..")),
              Map.entry(
                  "org.rocksdb..",
                  List.of(
                      "io.pinakes.ipfs.blockstore.rocksdb..", "io.pinakes.ipfs.store.rocksdb..")),
              Map.entry(
                  "org.bouncycastle..",
                  List.of("io.pinakes.p2p.crypto..", "io.pinakes.p2p.security.tls.driver..")),
              Map.entry(
                  "io.vertx..",
                  List.of(
                      "io.pinakes.ipfs.http..",
                      "io.pinakes.query.http.vertx..",
                      "io.pinakes.query.http.contract..")),
              Map.entry("io.opentelemetry..", List.of("io.pinakes.query.http.trace..")),
              Map.entry("io.micrometer..", List.of("io.pinakes.query.http.metrics..")),
              Map.entry(
                  "io.netty..", List.of("io.pinakes.ipfs.http..", "io.pinakes.query.http.vertx..")),
              Map.entry("org.jline..", List.of("io.pinakes.node.shell..")),
              Map.entry("ch.qos.logback..", List.of("io.pinakes.node.logging..")),
              Map.entry("picocli..", List.of("io.pinakes.node.cli..", "io.pinakes.benchmarks..")),
              Map.entry(
                  "com.fasterxml.jackson..",
                  List.of(
                      "io.pinakes.ipfs.ipld.dagjson..",
                      "io.pinakes.ingest.embed..",
                      "io.pinakes.ingest.extract..",
                      "io.pinakes.query..",
                      "io.pinakes.benchmarks..",
                      "io.pinakes.node..")),
              Map.entry("dev.langchain4j..", List.of("io.pinakes.benchmarks.embedding.."))));

  @ArchTest
  static final ArchRule NO_MODULE_IMPORTS_ONE_ABOVE_IT =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("core")
          .definedBy("io.pinakes.core..")
          .layer("vectorstore")
          .definedBy("io.pinakes.vectorstore..")
          .layer("ingest")
          .definedBy("io.pinakes.ingest..")
          .layer("p2p")
          .definedBy("io.pinakes.p2p..")
          .layer("ipfs-bridge")
          .definedBy("io.pinakes.ipfs..")
          .layer("datasets")
          .definedBy("io.pinakes.datasets..")
          .layer("query")
          .definedBy("io.pinakes.query..")
          .layer("benchmarks")
          .definedBy("io.pinakes.benchmarks..")
          .layer("node")
          .definedBy("io.pinakes.node..")
          .whereLayer("node")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("benchmarks")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("benchmarks", "node")
          .whereLayer("datasets")
          .mayOnlyBeAccessedByLayers("query", "benchmarks", "node")
          .whereLayer("ipfs-bridge")
          .mayOnlyBeAccessedByLayers("datasets", "query", "benchmarks", "node")
          .whereLayer("p2p")
          .mayOnlyBeAccessedByLayers("ipfs-bridge", "datasets", "query", "benchmarks", "node")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("datasets", "query", "benchmarks", "node")
          .whereLayer("vectorstore")
          .mayOnlyBeAccessedByLayers("datasets", "query", "benchmarks", "node");

  @ArchTest
  static void eachLibraryIsKnownOnlyToItsNamedPackages(JavaClasses classes) {
    WALLS.forEach(
        (library, allowed) ->
            noClasses()
                .that(not(resideInAnyPackage(allowed.toArray(String[]::new))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .because(library + " belongs to " + allowed)
                .allowEmptyShould(true)
                .check(classes));
  }

  @ArchTest
  static void everyThirdPartyPackageStandsBehindAWall(JavaClasses classes) {
    Set<String> free =
        Set.of(
            "java",
            "javax",
            "org.jspecify",
            "org.slf4j",
            "jdk.incubator",
            "io.pinakes",
            "sun.misc",
            "com.sun",
            "org.xml.sax",
            "org.w3c.dom");
    for (JavaClass ours : classes) {
      ours.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
          .filter(name -> !name.isEmpty())
          .filter(
              name ->
                  free.stream().noneMatch(root -> name.equals(root) || name.startsWith(root + ".")))
          .filter(
              name ->
                  WALLS.keySet().stream()
                      .noneMatch(wall -> name.startsWith(wall.replace("..", ""))))
          .forEach(
              name ->
                  assertThat(name)
                      .as("a library of %s that no wall names", ours.getName())
                      .isEmpty());
    }
  }

  @ArchTest
  static final ArchRule CORES_HAVE_NO_THREAD_AND_NO_LOCK =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              describe(
                  "threads, executors and locks",
                  (JavaClass type) ->
                      type.isEquivalentTo(Thread.class)
                          || type.getPackageName().startsWith("java.util.concurrent")));

  @ArchTest
  static final ArchRule CORES_READ_NO_CLOCK_AND_ROLL_NO_DICE =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(
              describe(
                  "wall clocks and unseeded randomness",
                  (JavaAccess<?> access) -> readsClockOrDice(access.getTarget())));

  @ArchTest
  static final ArchRule CORES_NEVER_ITERATE_IN_HASH_ORDER =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(
              describe(
                  "collections whose order is a hash's",
                  (JavaAccess<?> access) -> makesHashOrdered(access.getTarget())));

  @ArchTest
  static void everyPackageSaysWhatItIs(JavaClasses classes) {
    Set<String> described =
        Set.copyOf(
            classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .toList());
    classes.stream()
        .map(JavaClass::getPackageName)
        .distinct()
        .forEach(name -> assertThat(described).as("package-info.java of %s", name).contains(name));
  }

  private static boolean readsClockOrDice(AccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    boolean clock =
        owner.equals("java.lang.System") && Set.of("nanoTime", "currentTimeMillis").contains(name)
            || owner.startsWith("java.time.") && name.equals("now");
    boolean dice =
        owner.equals("java.lang.Math") && name.equals("random")
            || owner.equals("java.util.Random") && target.getFullName().endsWith("<init>()")
            || owner.equals("java.util.UUID") && name.equals("randomUUID");
    return clock || dice;
  }

  private static boolean makesHashOrdered(AccessTarget target) {
    String owner = target.getOwner().getName();
    return name(target).equals("<init>")
            && (owner.equals("java.util.HashMap")
                || owner.equals("java.util.HashSet")
                || owner.equals("java.util.IdentityHashMap"))
        || owner.equals("java.util.stream.Collectors")
            && Set.of("toSet", "toMap", "groupingBy").contains(name(target));
  }

  private static String name(AccessTarget target) {
    return target.getName();
  }
}
