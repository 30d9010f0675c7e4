package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small disk of its own, in memory, which needs root to mount; unmounted when it is closed. */
final class Disk implements AutoCloseable {
  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
  }

  /** Mounts a disk of so many KiB over a folder, which is made if it is not there. */
  static Disk mount(Path folder, int kib) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "pinakes-test", folder.toString());
    return new Disk(folder);
  }

  /** Makes a folder a mount point of itself that cannot be written. */
  static Disk readOnly(Path folder) throws IOException, InterruptedException {
    run("mount", "--bind", folder.toString(), folder.toString());
    run("mount", "-o", "remount,ro,bind", folder.toString());
    return new Disk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Makes it this large, in KiB. */
  void resize(int kib) throws IOException, InterruptedException {
    run("mount", "-o", "remount,size=" + kib + "k", folder.toString());
  }

  /** What is used of it, in KiB, rounded up. */
  int used() throws IOException {
    var store = Files.getFileStore(folder);
    return (int) ((store.getTotalSpace() - store.getUnallocatedSpace() + 1023) / 1024);
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting [" + folder + "]", e);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
    assertThat(process.waitFor()).as("%s, which needs root", List.of(command)).isZero();
  }
}
