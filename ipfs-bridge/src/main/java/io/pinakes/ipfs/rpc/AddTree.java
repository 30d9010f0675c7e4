package io.pinakes.ipfs.rpc;

import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files and folders by their paths, in memory; folders become blocks when all is there. */
final class AddTree {
  /** Some 200 bytes each. */
  private static final int MAX_ENTRIES = 1 << 20;

  private static final int MAX_DEPTH = 128;

  /** A folder holds entries; a file is what was imported. */
  private sealed interface Entry {}

  private record File(Imported imported) implements Entry {}

  private record Folder(Map<String, Entry> entries) implements Entry {}

  /** Is told of each folder when it has become blocks. */
  @FunctionalInterface
  interface Made {
    /** A folder of that path, which is empty for the one around all. */
    void made(String path, Imported folder) throws IOException;
  }

  private final Folder top = new Folder(new TreeMap<>());
  private int entries;

  /** Puts a file there. */
  void file(List<String> path, Imported file) throws RpcException {
    if (folder(path.subList(0, path.size() - 1)).entries.put(path.getLast(), new File(file))
        instanceof Folder) {
      throw new RpcException("[" + String.join("/", path) + "] is a file and a folder");
    }
    count();
  }

  /** Makes a folder there, with those above it, unless it is there. */
  void makeFolder(List<String> path) throws RpcException {
    var unused = folder(path);
  }

  private Folder folder(List<String> path) throws RpcException {
    if (path.size() > MAX_DEPTH) {
      throw new RpcException("folders over [" + MAX_DEPTH + "] deep are not taken");
    }
    Folder at = top;
    for (String name : path) {
      Entry next = at.entries.get(name);
      if (next == null) {
        next = new Folder(new TreeMap<>());
        at.entries.put(name, next);
        count();
      }
      if (!(next instanceof Folder folder)) {
        throw new RpcException("[" + String.join("/", path) + "] is a file and a folder");
      }
      at = folder;
    }
    return at;
  }

  private void count() throws RpcException {
    if (++entries > MAX_ENTRIES) {
      throw new RpcException("over [" + MAX_ENTRIES + "] files and folders at once");
    }
  }

  /** Makes all folders, the one around all too if {@code wrap}; gives the roots by their names. */
  Map<String, Imported> finish(UnixFsImporter importer, boolean wrap, Made made)
      throws IOException {
    if (wrap) {
      Imported all = make(top, "", importer, made);
      return Map.of("", all);
    }
    Map<String, Imported> roots = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : top.entries.entrySet()) {
      roots.put(entry.getKey(), imported(entry.getValue(), entry.getKey(), importer, made));
    }
    return roots;
  }

  private static Imported make(Folder folder, String path, UnixFsImporter importer, Made made)
      throws IOException {
    Map<String, Imported> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : folder.entries.entrySet()) {
      String below = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
      entries.put(entry.getKey(), imported(entry.getValue(), below, importer, made));
    }
    Imported imported = importer.addDirectory(entries);
    made.made(path, imported);
    return imported;
  }

  private static Imported imported(Entry entry, String path, UnixFsImporter importer, Made made)
      throws IOException {
    return switch (entry) {
      case File file -> file.imported;
      case Folder folder -> make(folder, path, importer, made);
    };
  }
}
