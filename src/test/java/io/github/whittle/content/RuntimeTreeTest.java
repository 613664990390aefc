package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.JdkSource;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.config.Template;
import io.github.whittle.config.Vm;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.ToolJdk;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.awt.Font;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeTreeTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");
  private static final boolean IS_AMD64 = System.getProperty("os.arch").equals("amd64");
  private static final Platform THIS = IS_AMD64 ? AMD64 : ARM64;
  private static final Platform OTHER = IS_AMD64 ? ARM64 : AMD64;

  @TempDir private Path folder;

  @Test
  void aModuleThatTheJdkLacksIsRefused() {
    refuses(
        item(Optional.empty(), "java.sqll"),
        THIS,
        "has no module 'java.sqll'; did you mean 'java.sql'?");
  }

  @Test
  void aVirtualMachineThatTheJdkLacksIsRefused() {
    var vm = Optional.of(Vm.MINIMAL);
    refuses(
        item(Optional.empty(), vm, "java.base"),
        THIS,
        "has no virtual machine 'minimal'; it has server");
  }

  @Test
  void withoutClassesThereMustBeModules() {
    refuses(item(Optional.empty()), THIS, "there are no classes above it to find the modules of");
  }

  @Test
  void aJdkForAnotherPlatformIsRefused() {
    refuses(item(Optional.empty(), "java.sql"), OTHER, "name a JDK for it as <jdk>");
  }

  @Test
  void whatIsNoJdkIsRefused() {
    var jdk = new JdkSource(folder, Template.parse("jdk-{arch}"));
    refuses(item(Optional.of(jdk)), THIS, "is no JDK of Java 9 or later");
  }

  /** It is unpacked into another folder by every build. */
  @Test
  void aRuntimeOfAnArchiveIsLinkedOnceUntilTheArchiveChanges() throws Exception {
    var archive = archiveOfThisJdk();
    var first = key(archive);
    assertThat(key(archive)).isEqualTo(first);
    Files.setLastModifiedTime(archive, FileTime.fromMillis(1000));
    assertThat(key(archive)).isNotEqualTo(first);
  }

  /** Its module java.base alone, and of that the descriptor and a name of the virtual machine. */
  private Path archiveOfThisJdk() throws IOException {
    var jmod = folder.resolve("java.base.jmod");
    var descriptor = Files.readAllBytes(Path.of(URI.create("jrt:/java.base/module-info.class")));
    zip(jmod, Map.of("classes/module-info.class", descriptor));
    return zip(
        folder.resolve("jdk.zip"), Map.of("jdk/jmods/java.base.jmod", Files.readAllBytes(jmod)));
  }

  private static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  /** By which the runtime is kept; it is taken for one that is kept already. */
  private Digest key(Path archive) throws Exception {
    var keys = new ArrayList<Digest>();
    var empty = Files.write(folder.resolve("empty.tar"), new byte[1024]);
    try (var work = new WorkFolder(Path.of("target"))) {
      var scene = Scenes.scene(THIS, FileTree.empty(), work, folder, new ArrayList<>());
      var kept =
          Scenes.with(
              scene,
              new ToolJdk(
                  scene.jdk().home(),
                  (key, maker) -> {
                    keys.add(key);
                    return empty;
                  }));
      var jdk = new JdkSource(folder, Template.parse(archive.getFileName().toString()));
      new RuntimeTree(item(Optional.of(jdk), "java.base"), kept).read();
    }
    assertThat(keys).hasSize(1);
    return keys.get(0);
  }

  /** The folder that it is unpacked to is gone when somebody reads this. */
  @Test
  void aJdkOfAnArchiveIsNamedByTheArchive() throws Exception {
    var jdk = new JdkSource(folder, Template.parse(archiveOfThisJdk().getFileName().toString()));
    refuses(item(Optional.of(jdk), "no.module"), THIS, " ('" + folder.resolve("jdk.zip") + "')");
  }

  private record Drawing(Font font) {}

  @Test
  void classesThatNameFontsAreToldOfWhatJavaOpensForThem() throws Exception {
    assertThat(warnings(drawing()))
        .singleElement()
        .asString()
        .startsWith("pom.xml:7: <runtime>: '/app/Drawing.class' names fonts; who draws text needs");
    var fonts = new TreePath("/usr/lib/libfontconfig.so.1");
    assertThat(warnings(drawing().with(Map.of(fonts, file(new byte[0]))))).isEmpty();
  }

  private static FileTree drawing() throws Exception {
    try (var in = RuntimeTreeTest.class.getResourceAsStream("RuntimeTreeTest$Drawing.class")) {
      return FileTree.of(new TreePath("/app/Drawing.class"), file(in.readAllBytes()));
    }
  }

  private static RegularFile file(byte[] bytes) {
    return new RegularFile(Attributes.of(0644, 0), Content.of(bytes));
  }

  /** Of a runtime that is not linked, for want of a module. */
  private List<String> warnings(FileTree below) throws Exception {
    var warnings = new ArrayList<String>();
    try (var work = new WorkFolder(Path.of("target"))) {
      var scene = Scenes.scene(THIS, below, work, folder, warnings);
      assertThatThrownBy(new RuntimeTree(item(Optional.empty(), "no.module"), scene)::read)
          .hasMessageContaining("has no module");
    }
    return warnings;
  }

  private void refuses(RuntimeItem item, Platform platform, String message) {
    assertThatThrownBy(() -> read(item, platform))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("pom.xml:7: <runtime>: ")
        .hasMessageContaining(message);
  }

  private void read(RuntimeItem item, Platform platform) throws IOException {
    try (var work = new WorkFolder(Path.of("target"))) {
      new RuntimeTree(
              item, Scenes.scene(platform, FileTree.empty(), work, folder, new ArrayList<>()))
          .read();
    }
  }

  private static RuntimeItem item(Optional<JdkSource> jdk, String... modules) {
    return item(jdk, Optional.empty(), modules);
  }

  private static RuntimeItem item(Optional<JdkSource> jdk, Optional<Vm> vm, String... modules) {
    return new RuntimeItem(
        Scenes.where("<runtime>"),
        jdk,
        List.of(modules),
        vm,
        false,
        true,
        true,
        true,
        false,
        List.of());
  }
}
