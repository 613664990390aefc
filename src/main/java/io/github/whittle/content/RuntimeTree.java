package io.github.whittle.content;

import io.github.whittle.archive.TarReader;
import io.github.whittle.config.Coordinates;
import io.github.whittle.config.Optimize;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.config.Similar;
import io.github.whittle.config.Vm;
import io.github.whittle.jvm.Jdk;
import io.github.whittle.jvm.JdkArchive;
import io.github.whittle.jvm.LeanRuntime;
import io.github.whittle.jvm.LinkedRuntime;
import io.github.whittle.jvm.ModuleNeeds.FontUse;
import io.github.whittle.jvm.ModuleScan;
import io.github.whittle.jvm.RuntimeRequest;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A Java runtime of the modules that the classes above it need, at {@link #HOME}. */
public final class RuntimeTree {
  /** Where it is in the image. */
  public static final TreePath HOME = new TreePath("/opt/java");

  /** Java opens it by this name, and fails without it as soon as it draws text. */
  private static final String FONTS_LIBRARY = "libfontconfig.so.1";

  private final RuntimeItem item;
  private final Scene scene;

  RuntimeTree(RuntimeItem item, Scene scene) {
    this.item = item;
    this.scene = scene;
  }

  FileTree read() throws IOException {
    try {
      var build = Jdk.at(scene.jdk().home());
      var archive = archive();
      var source = source(build, archive);
      checkPlatform(source);
      checkVm(source);
      var reasons = reasons(source);
      tell(source, reasons);
      var runtime = new LinkedRuntime(build, source, archive, request(reasons), item.cds());
      return placed(linked(runtime));
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }

  /** The JDK that the user names, where it is no folder. */
  private Optional<Path> archive() {
    return item.jdk()
        .map(
            given ->
                given
                    .coordinatesOn(scene.platform())
                    .map(scene.artifacts()::resolve)
                    .orElseGet(() -> given.pathOn(scene.platform())))
        .filter(Files::isRegularFile);
  }

  private Jdk source(Jdk build, Optional<Path> archive) throws IOException {
    if (item.jdk().isEmpty()) {
      return build;
    }
    var given = item.jdk().get();
    if (archive.isEmpty()) {
      return Jdk.at(given.pathOn(scene.platform()));
    }
    var place = given.coordinatesOn(scene.platform()).map(Coordinates::toString);
    return Jdk.at(JdkArchive.modules(archive.get(), scene.work()))
        .from(place.orElse(archive.get().toString()));
  }

  private void checkPlatform(Jdk source) {
    if (!source.runsOn(scene.platform())) {
      throw new InvalidInputException(
          "%s is made for %s, and the image is for %s; name a JDK for it as <jdk>, with {arch} or {machine} in it where there are several platforms"
              .formatted(source, source.target(), scene.platform()));
    }
  }

  private void checkVm(Jdk source) throws IOException {
    var there = source.virtualMachines();
    if (item.vm().isPresent() && !there.contains(item.vm().get().toString())) {
      throw new InvalidInputException(
          "<vm>: %s has no virtual machine '%s'; it has %s"
              .formatted(source, item.vm().get(), String.join(", ", there)));
    }
  }

  /** Every module with the reason for it: what the classes need, and what the user wants. */
  private SortedMap<String, String> reasons(Jdk source) throws IOException {
    var reasons = new TreeMap<String, String>();
    var found = ModuleScan.of(scene.below(), source, scene.work(), scene.progress());
    found.modules().forEach((module, reason) -> reasons.put(module, reason.toString()));
    if (reasons.isEmpty() && item.modules().isEmpty()) {
      throw new InvalidInputException(
          "there are no classes above it to find the modules of; put it below what has them, or write <modules>");
    }
    found.fonts().filter(use -> !hasFonts()).ifPresent(this::tellOfFonts);
    new RuntimeFlags(item, scene).modules(source).forEach(reasons::putIfAbsent);
    for (var module : item.modules()) {
      checkModule(module, source);
      reasons.putIfAbsent(module, "<modules>");
    }
    reasons.putIfAbsent("java.base", "every program");
    return reasons;
  }

  private boolean hasFonts() {
    return scene.below().entries().keySet().stream()
        .anyMatch(path -> path.name().equals(FONTS_LIBRARY));
  }

  private void tellOfFonts(FontUse use) {
    var message =
        item.where()
            + ": '%s' names fonts; who draws text needs %s, /etc/fonts and a font, which are not above it in <contents> (docs/parameters.md, “Fonts”)"
                .formatted(use.name(), FONTS_LIBRARY);
    if (use.own()) {
      scene.progress().warn(message);
    } else {
      scene.progress().info(message);
    }
  }

  private static void checkModule(String module, Jdk source) {
    var known = source.modules().keySet();
    if (!known.contains(module)) {
      throw new InvalidInputException(
          "<modules>: %s has no module '%s'%s"
              .formatted(
                  source,
                  module,
                  Similar.to(module, known)
                      .map("; did you mean '%s'?"::formatted)
                      .orElse("; its bin/java --list-modules shows what it has")));
    }
  }

  private void tell(Jdk source, SortedMap<String, String> reasons) {
    scene.progress().info("Runtime of %s, with its modules:".formatted(source));
    reasons.forEach((module, why) -> scene.progress().info("  %s: %s".formatted(module, why)));
  }

  private RuntimeRequest request(SortedMap<String, String> reasons) {
    return new RuntimeRequest(
        new TreeSet<>(reasons.keySet()),
        item.vm().map(Vm::toString),
        scene.optimize() == Optimize.DISK,
        item.lineNumbers(),
        item.options());
  }

  private FileTree linked(LinkedRuntime runtime) throws IOException {
    var tar =
        scene
            .jdk()
            .store()
            .file(runtime.key(), file -> runtime.writeTo(file, scene.work(), scene.progress()));
    return TarReader.read(tar);
  }

  private FileTree placed(FileTree runtime) {
    var entries = new TreeMap<TreePath, Entry>();
    entries.put(HOME, new Directory(scene.attributes(0755)));
    runtime
        .entries()
        .forEach((path, entry) -> entries.put(HOME.resolve(path.relative()), placed(entry)));
    var kept = new LeanRuntime.Kept(item.cacerts(), item.legal(), item.headless());
    return LeanRuntime.kept(FileTree.of(entries), HOME, kept, scene.ledger());
  }

  private Entry placed(Entry entry) {
    if (entry instanceof RegularFile file) {
      return new RegularFile(scene.attributes(file.attributes().mode()), file.content());
    }
    return entry instanceof Symlink link
        ? new Symlink(scene.attributes(0777), link.target())
        : new Directory(scene.attributes(0755));
  }
}
