package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.LayerBlob;
import io.github.whittle.archive.LayerCompression;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.SourcePath;
import io.github.whittle.config.Template;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTreeTest {
  private static final Attributes THEIRS =
      new Attributes(
          04750,
          1000,
          1000,
          123456,
          new TreeMap<>(
              Map.of(
                  "security.capability", Bytes.of(new byte[] {1, (byte) 0x80}),
                  "com.apple.quarantine", Bytes.of(new byte[] {2}))));

  @TempDir Path dir;
  private final WorkFolder work = new WorkFolder(Path.of("target"));
  private final List<String> warnings = new ArrayList<>();
  private final TreeMap<TreePath, Entry> archive = new TreeMap<>();
  private final TreeMap<TreePath, Entry> below = new TreeMap<>();

  @AfterEach
  void close() throws Exception {
    work.close();
  }

  @Test
  void modesLinksAndCapabilitiesAreTheArchivesOwnersAndTimesOurs() throws Exception {
    file("/app/bin/tool", "1");
    archive.put(path("/app/link"), new Entry.Symlink(THEIRS, "bin/tool"));
    archive.put(path("/app/same"), new Entry.HardLink(path("/app/bin/tool")));
    archive.put(path("/app/bin"), new Entry.Directory(theirs(0711)));
    archive.put(path("/app/fifo"), new Entry.Fifo(THEIRS));
    archive.put(path("/app/null"), new Entry.Device(THEIRS, Entry.Device.Kind.CHARACTER, 1, 3));
    var tree = read(item("/opt/x", List.of(), List.of(), 0));
    assertThat(tree.entries().keySet())
        .containsExactly(
            path("/opt/x/app/bin"),
            path("/opt/x/app/bin/tool"),
            path("/opt/x/app/fifo"),
            path("/opt/x/app/link"),
            path("/opt/x/app/null"),
            path("/opt/x/app/same"));
    var expected =
        Attributes.of(04750, Scenes.TIME)
            .withXattrs(Map.of("security.capability", Bytes.of(new byte[] {1, (byte) 0x80})));
    tree.entries().values().stream()
        .filter(e -> e instanceof Entry.Inode && !(e instanceof Entry.Directory))
        .forEach(e -> assertThat(((Entry.Inode) e).attributes()).isEqualTo(expected));
    assertThat(tree.entry(path("/opt/x/app/same")))
        .contains(new Entry.HardLink(path("/opt/x/app/bin/tool")));
    assertThat(mode(tree, "/opt/x/app/bin")).isEqualTo(0711);
    assertThat(text(tree, "/opt/x/app/bin/tool")).isEqualTo("1");
  }

  @Test
  void patternsAreOfTheNamesInTheArchiveAndFoldersOnTheWayComeAlong() throws Exception {
    archive.put(path("/app-1.0"), new Entry.Directory(theirs(0700)));
    file("/app-1.0/bin/tool", "1");
    file("/app-1.0/bin/tool.bat", "2");
    file("/app-1.0/doc/readme", "3");
    var tree = read(item("/", List.of("*/bin/**"), List.of("**/*.bat"), 1));
    assertThat(tree.entries().keySet()).containsExactly(path("/bin/tool"));
    assertThat(read(item("/", List.of("*/bin/**"), List.of(), 0)).entries().keySet())
        .containsExactly(
            path("/app-1.0"), path("/app-1.0/bin/tool"), path("/app-1.0/bin/tool.bat"));
  }

  @Test
  void aLinkWhoseFirstNameIsExcludedIsTheFile() throws Exception {
    file("/a", "1");
    archive.put(path("/b"), new Entry.HardLink(path("/a")));
    assertThat(text(read(item("/", List.of(), List.of("a"), 0)), "/b")).isEqualTo("1");
  }

  @Test
  void aHardLinkOutOfTheArchiveIsRefused() throws Exception {
    archive.put(path("/x"), new Entry.HardLink(path("/etc/shadow")));
    refused(
        item("/", List.of(), List.of(), 0),
        "'/x' in the archive '%s' is a hard link to '/etc/shadow', which is not in it"
            .formatted(dir.resolve("arm64.tar.zst")));
  }

  @Test
  void filesThatStrippingMakesOneAreRefused() throws Exception {
    file("/a/x", "1");
    file("/b/x", "2");
    refused(
        item("/", List.of(), List.of(), 1),
        "<stripComponents> makes one path of 'a/x' and 'b/x'; take fewer off, or exclude one");
  }

  @Test
  void foldersThatStrippingMakesOneAreJoined() throws Exception {
    archive.put(path("/a/lib"), new Entry.Directory(THEIRS));
    archive.put(path("/b/lib"), new Entry.Directory(THEIRS));
    file("/a/lib/1", "1");
    file("/b/lib/2", "2");
    assertThat(read(item("/", List.of(), List.of(), 1)).entries()).hasSize(3);
  }

  @Test
  void nothingTakenIsAWarning() throws Exception {
    file("/a", "1");
    assertThat(read(item("/", List.of("b"), List.of(), 0)).isEmpty()).isTrue();
    assertThat(warnings)
        .containsExactly(
            "pom.xml:7: <archive>: nothing of '%s' is taken"
                .formatted(dir.resolve("arm64.tar.zst")));
  }

  @Test
  void foldersThatTheImageHasKeepTheirAttributes() throws Exception {
    below.put(path("/tmp"), new Entry.Directory(Attributes.of(01777, 5)));
    below.put(path("/usr/bin"), new Entry.Directory(Attributes.of(0750, 5)));
    below.put(path("/bin"), new Entry.Symlink(Attributes.of(0777, 5), "usr/bin"));
    archive.put(path("/tmp"), new Entry.Directory(THEIRS));
    archive.put(path("/bin"), new Entry.Directory(THEIRS));
    file("/bin/a", "1");
    archive.put(path("/bin/b"), new Entry.HardLink(path("/bin/a")));
    var tree = read(item("/", List.of(), List.of(), 0));
    assertThat(mode(tree, "/tmp")).isEqualTo(01777);
    assertThat(mode(tree, "/bin")).isEqualTo(0750);
    assertThat(tree.entry(path("/bin/b"))).contains(new Entry.HardLink(path("/usr/bin/a")));
  }

  @Test
  void theRootOfTheArchiveIsTheTarget() throws Exception {
    archive.put(TreePath.ROOT, new Entry.Directory(theirs(0711)));
    assertThat(mode(read(item("/opt", List.of(), List.of(), 0)), "/opt")).isEqualTo(0711);
    assertThat(read(item("/", List.of(), List.of(), 0)).isEmpty()).isTrue();
  }

  @Test
  void aZipWithoutModesHasThemByContent() throws Exception {
    try (var zip = new ZipOutputStream(Files.newOutputStream(dir.resolve("arm64.tar.zst")))) {
      zip.putNextEntry(new ZipEntry("run"));
      zip.write("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("data"));
      zip.write("data".getBytes(StandardCharsets.UTF_8));
    }
    var tree = Contents.tree(item("/", List.of(), List.of(), 0), scene());
    assertThat(mode(tree, "/run")).isEqualTo(0755);
    assertThat(mode(tree, "/data")).isEqualTo(0644);
    assertThat(tree.inode(path("/data")).orElseThrow().attributes().mtime()).isEqualTo(Scenes.TIME);
  }

  @Test
  void anArtifactIsUnpackedTheSameWay() throws Exception {
    file("/a", "1");
    write();
    var artifact =
        new ArtifactItem(
            Scenes.where("<artifact>"),
            Template.parse("g:a:tar.gz:1"),
            path("/opt"),
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty());
    assertThat(text(Contents.tree(artifact, scene()), "/opt/a")).isEqualTo("1");
    var folder = Scenes.scene(FileTree.empty(), work, dir, warnings);
    assertThatThrownBy(() -> Contents.tree(artifact, folder))
        .hasMessage(
            "pom.xml:7: <artifact>: '%s' is a folder of classes and no archive yet; build from the phase package on",
            dir);
  }

  @Test
  void aFolderIsNoArchive() throws Exception {
    Files.createDirectory(dir.resolve("arm64.tar.zst"));
    assertThatThrownBy(() -> Contents.tree(item("/", List.of(), List.of(), 0), scene()))
        .hasMessage(
            "pom.xml:7: <archive>: <source> '%s' is a folder; write <directory> instead of <archive>",
            dir.resolve("arm64.tar.zst"));
  }

  private ArchiveItem item(String target, List<String> includes, List<String> excludes, int strip) {
    return new ArchiveItem(
        Scenes.where("<archive>"),
        new SourcePath(dir, Template.parse("{arch}.tar.zst")),
        path(target),
        includes,
        excludes,
        strip,
        Optional.empty());
  }

  private FileTree read(ArchiveItem item) throws Exception {
    write();
    return Contents.tree(item, scene());
  }

  private void refused(ArchiveItem item, String message) throws Exception {
    write();
    assertThatThrownBy(() -> Contents.tree(item, scene()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("pom.xml:7: <archive>: " + message);
  }

  private Scene scene() {
    return Scenes.scene(FileTree.of(below), work, dir.resolve("arm64.tar.zst"), warnings);
  }

  private void write() throws Exception {
    LayerBlob.write(
        FileTree.of(archive),
        LayerCompression.of(LayerCompression.Type.ZSTD),
        1,
        dir.resolve("arm64.tar.zst"),
        Progress.silent().meter("", 0, 0));
  }

  private void file(String path, String text) {
    archive.put(
        path(path),
        new Entry.RegularFile(THEIRS, Content.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static int mode(FileTree tree, String at) {
    return tree.inode(path(at)).orElseThrow().attributes().mode();
  }

  private static String text(FileTree tree, String at) throws Exception {
    try (var in = ((Entry.RegularFile) tree.inode(path(at)).orElseThrow()).content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static TreePath path(String value) {
    return new TreePath(value);
  }

  private static Attributes theirs(int mode) {
    return new Attributes(mode, THEIRS.uid(), THEIRS.gid(), THEIRS.mtime(), THEIRS.xattrs());
  }
}
