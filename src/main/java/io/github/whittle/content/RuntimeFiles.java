package io.github.whittle.content;

import io.github.whittle.config.LibrariesItem;
import io.github.whittle.elf.NameServices;
import io.github.whittle.elf.SystemLibraries;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the GNU C library opens by name when a program asks it for users, hosts or characters. */
final class RuntimeFiles {
  /** Since this version the usual ones are parts of the C library. */
  private static final String NSS_BUILT_IN = "GLIBC_2.34";

  /** Without it a JVM takes every letter that is not ASCII for a question mark. */
  private static final String OF_JVM = "C.UTF-8";

  private static final TreePath LOCALES = new TreePath("/usr/lib/locale");

  private final LibrariesItem item;
  private final Lookup source;
  private final Scene scene;
  private final Supply supply;
  private final Map<TreePath, Entry> entries = new TreeMap<>();

  RuntimeFiles(LibrariesItem item, Lookup source, Scene scene) {
    this.item = item;
    this.source = source;
    this.scene = scene;
    this.supply =
        new Supply(
            scene.below(),
            source,
            item.from().toString(),
            inode -> LibrariesTree.ours(inode, scene),
            scene);
  }

  /** Only what the image lacks. */
  Map<TreePath, Entry> read() throws IOException {
    var asked = NameServices.of(scene.below());
    for (var name : item.nss()) {
      addNss(name);
      if (!asked.contains(name)) {
        scene.progress().warn(item.where() + ": " + unasked(name));
      }
    }
    if (!item.gconv().isEmpty()) {
      addGconv();
    }
    item.locales().forEach(this::addLocale);
    if (item.locales().isEmpty() && hasJvm()) {
      findLocale(OF_JVM)
          .ifPresent(folder -> addFolder(folder, "a JVM refuses other names than ASCII without"));
    }
    return entries;
  }

  private void addNss(String name) throws IOException {
    var library = "libnss_" + name + ".so.2";
    var file = SystemLibraries.find(source, scene.platform(), library);
    if (file.isPresent()) {
      add(file.get(), "asked for by <nss>" + name + "</nss>");
    } else if (!NameServices.USUAL.contains(name)
        || !SystemLibraries.defines(source, scene.platform(), NSS_BUILT_IN)) {
      throw refuse("<nss> names '%s', and '%s' is not".formatted(name, library));
    }
  }

  private String unasked(String name) {
    return "<nss> names '%s', which nothing asks: the image has no %s above it that names it. Put one there by <file>, with a line as 'hosts: files %s dns'"
        .formatted(name, NameServices.FILE, name);
  }

  private void addGconv() throws IOException {
    var table =
        SystemLibraries.find(source, scene.platform(), "gconv/gconv-modules")
            .orElseThrow(() -> refuse("<gconv> needs 'gconv-modules', which is not"));
    var folder = table.parent().orElseThrow();
    var modules = GconvModules.read(source, folder);
    for (var name : item.gconv()) {
      if (!modules.knows(name)) {
        throw refuse("<gconv> names '%s', and a module of that is not".formatted(name));
      }
    }
    var cut = modules.only(item.gconv());
    for (var file : cut.files()) {
      var sets =
          item.gconv().stream().filter(set -> modules.only(List.of(set)).files().contains(file));
      var names = sets.collect(Collectors.joining(","));
      add(folder.resolve(file), "asked for by <gconv>" + names + "</gconv>");
    }
    if (scene.below().entry(table).isEmpty() && !cut.files().isEmpty()) {
      entries.put(table, new RegularFile(scene.attributes(0644), cut.content()));
      supply.tell(table, "lists the modules that <gconv> asked for");
    }
  }

  private void addLocale(String name) {
    var folder = findLocale(name).orElseThrow(() -> noLocale(name));
    addFolder(folder, "asked for by <locales>" + name + "</locales>");
  }

  private Optional<TreePath> findLocale(String name) {
    return source.names(LOCALES).stream()
        .filter(there -> normal(there).equals(normal(name)))
        .map(LOCALES::resolve)
        .filter(path -> source.inode(path).orElse(null) instanceof Directory)
        .findFirst();
  }

  private boolean hasJvm() {
    return scene.below().entries().keySet().stream()
        .anyMatch(path -> path.name().equals("libjvm.so"));
  }

  private RuntimeException noLocale(String name) {
    return source.names(LOCALES).contains("locale-archive")
        ? refuse(
            "<locales> names '%s', which as a folder of its own (localedef --no-archive makes one) is not"
                .formatted(name))
        : refuse("<locales> names '%s', which is not".formatted(name));
  }

  private void addFolder(TreePath folder, String reason) {
    for (var name : source.names(folder)) {
      var path = folder.resolve(name);
      if (source.inode(path).orElse(null) instanceof Directory) {
        addFolder(path, reason);
      } else {
        add(path, reason);
      }
    }
  }

  private void add(TreePath path, String reason) {
    if (scene.below().entry(path).isEmpty()) {
      var inode =
          source
              .inode(path)
              .orElseThrow(() -> refuse("'%s' is needed, and is not".formatted(path)));
      entries.put(path, LibrariesTree.ours(inode, scene));
      supply.tell(path, reason);
    }
  }

  private RuntimeException refuse(String what) {
    return item.where().refuse("%s in %s".formatted(what, where()));
  }

  private String where() {
    return item.from().isHost() ? "this machine" : "'%s'".formatted(item.from());
  }

  /** As glibc: {@code UTF-8} and {@code utf8} are the same. */
  private static String normal(String locale) {
    int dot = locale.indexOf('.');
    int at = locale.indexOf('@') < 0 ? locale.length() : locale.indexOf('@');
    return dot < 0 || dot > at
        ? locale
        : locale.substring(0, dot + 1)
            + locale.substring(dot + 1, at).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")
            + locale.substring(at);
  }
}
