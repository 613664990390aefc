package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Base;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.CopyItem;
import io.github.whittle.config.LibrariesItem;
import io.github.whittle.config.LibrarySource;
import io.github.whittle.elf.ElfBuilder;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LibrariesTreeTest {
  private static final String LD = "/lib64/ld-linux-x86-64.so.2";
  private static final String LIB = "/usr/lib/x86_64-linux-gnu/";

  /** As Debian: merged-usr, and the loader at its path by three links. */
  private final Map<TreePath, Entry> source = new TreeMap<>();

  private final Map<TreePath, Entry> ours = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Ledger ledger = new Ledger();

  LibrariesTreeTest() {
    link(source, "/lib", "usr/lib");
    link(source, "/lib64", "usr/lib64");
    link(source, "/usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-2.so");
    file(source, LIB + "ld-2.so", ElfBuilder.library("ld-linux-x86-64.so.2"));
    file(source, LIB + "libc.so.6", ElfBuilder.library("libc.so.6").defines("libc", "GLIBC_2.34"));
    link(source, LIB + "liba.so.1", "liba.so.1.2");
    file(source, LIB + "liba.so.1.2", ElfBuilder.library("liba.so.1").needs("libc.so.6"));
    file(source, LIB + "libunused.so", ElfBuilder.library("libunused.so"));
  }

  @Test
  void addsExactlyWhatIsNeededAndTheLinksOnTheWay() throws Exception {
    file(ours, "/hello", program().needs("liba.so.1"));
    var added = libraries().entries();
    assertThat(added.keySet())
        .extracting(TreePath::value)
        .containsExactly(
            "/lib",
            "/lib64",
            LIB + "ld-2.so",
            LIB + "liba.so.1",
            LIB + "liba.so.1.2",
            LIB + "libc.so.6",
            "/usr/lib64/ld-linux-x86-64.so.2");
    assertThat(added).containsEntry(path("/lib64"), symlink("usr/lib64"));
    assertThat(((RegularFile) added.get(path(LIB + "libc.so.6"))).attributes())
        .isEqualTo(Attributes.of(0755, Scenes.TIME));
    assertThat(ledger.decisions())
        .contains(
            new Decision(
                Decision.Action.ADDED,
                LIB + "libc.so.6",
                0,
                "oci://" + Path.of("base").toAbsolutePath(),
                "needed by " + LIB + "liba.so.1.2"))
        .hasSize(7);
    assertThat(warnings).isEmpty();
  }

  @Test
  void librariesInJarsBringWhatTheyNeedEachWithTheReason() throws Exception {
    file(
        ours, "/opt/java/lib/server/libjvm.so", ElfBuilder.library("libjvm.so").needs("libc.so.6"));
    var jar = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(jar)) {
      zip.putNextEntry(new ZipEntry("linux/libdb.so"));
      zip.write(ElfBuilder.library("libdb.so").needs("liba.so.1", "libnowhere.so").bytes());
    }
    file(ours, "/app/db.jar", Content.of(jar.toByteArray()));
    assertThat(libraries().entries()).containsKey(path(LIB + "liba.so.1.2"));
    assertThat(ledger.decisions())
        .contains(
            new Decision(
                Decision.Action.ADDED,
                LIB + "liba.so.1.2",
                0,
                "oci://" + Path.of("base").toAbsolutePath(),
                "needed by /app/db.jar!/linux/libdb.so"));
    assertThat(warnings).isEmpty(); // What is missing is told of the whole image.
  }

  @Test
  void whatTheImageHasIsNotAddedAgain() throws Exception {
    link(ours, "/lib", "usr/lib");
    file(ours, "/usr/lib/liba.so.1", ElfBuilder.library("liba.so.1"));
    file(ours, "/hello", program().needs("liba.so.1", "libc.so.6"));
    assertThat(libraries().entries())
        .doesNotContainKeys(path("/lib"), path(LIB + "liba.so.1"))
        .containsKeys(path(LIB + "libc.so.6"));
  }

  @Test
  void aFolderOfTheImageStaysOneWhereTheSourceHasALink() throws Exception {
    ours.put(path("/lib64"), new Directory(Attributes.of(0755, 1)));
    file(ours, "/hello", program());
    assertThat(libraries().entries())
        .containsOnlyKeys(path(LD), path(LIB + "ld-2.so"))
        .containsEntry(path(LD), symlink(LIB + "ld-2.so"));
  }

  /** The folders are no entries: only what lies in them shows them. */
  @Test
  void programsInFoldersThatAreLinksInTheSourceStayThereAndGetWhatTheyNeed() throws Exception {
    link(source, "/bin", "usr/bin");
    link(source, "/usr/bin/sh", "dash");
    file(source, "/usr/bin/dash", program().needs("libc.so.6"));
    file(ours, "/bin/app", program().needs("liba.so.1", "libown.so"));
    file(ours, "/bin/run", text("#!/bin/sh"));
    file(ours, "/lib/libown.so", ElfBuilder.library("libown.so"));
    assertThat(libraries().entries().keySet())
        .extracting(TreePath::value)
        .containsExactly(
            "/bin/sh",
            "/lib/x86_64-linux-gnu/liba.so.1",
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib64",
            "/usr/bin/dash",
            LIB + "ld-2.so",
            LIB + "liba.so.1.2",
            "/usr/lib64/ld-linux-x86-64.so.2");
  }

  @Test
  void copyOfAPathThroughALinkOfTheSourceLiesWhereItWasAskedFor() throws Exception {
    link(source, "/bin", "usr/bin");
    file(source, "/usr/bin/tool", program().needs("libc.so.6"));
    assertThat(copied("/bin/tool", null).entries())
        .containsKeys(path("/bin/tool"), path("/lib64"), path(LIB + "libc.so.6"))
        .doesNotContainKeys(path("/bin"), path("/usr/bin/tool"));
  }

  @Test
  void aFolderThatAPathOnlyLeavesIsThereToo() throws Exception {
    file(ours, "/hello", program().needs("libx.so").runpath("/opt/bin/../lib"));
    source.put(path("/opt/bin"), new Directory(Attributes.of(0711, 1)));
    file(source, "/opt/bin/tool", ElfBuilder.amd64());
    file(source, "/opt/lib/libx.so", ElfBuilder.library("libx.so"));
    assertThat(libraries().entries())
        .containsEntry(path("/opt/bin"), new Directory(Attributes.of(0711, Scenes.TIME)))
        .containsKey(path("/opt/lib/libx.so"))
        .doesNotContainKey(path("/opt/bin/tool"));
  }

  @Test
  void aScriptBringsItsInterpreter() throws Exception {
    file(ours, "/run", Content.of("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)));
    link(source, "/bin", "usr/bin");
    link(source, "/usr/bin/sh", "dash");
    file(source, "/usr/bin/dash", program().needs("libc.so.6"));
    assertThat(libraries().entries())
        .containsKeys(path("/bin"), path("/usr/bin/sh"), path("/usr/bin/dash"))
        .containsKey(path(LIB + "libc.so.6"));
  }

  @Test
  void theLoaderIsToldOfLibrariesThatItWouldNotFind() throws Exception {
    file(source, "/etc/ld.so.conf", Content.of("/opt/x\n".getBytes(StandardCharsets.UTF_8)));
    file(source, "/opt/x/libx.so", ElfBuilder.library("libx.so"));
    file(ours, "/hello", program().needs("libx.so"));
    var added = libraries();
    assertThat(added.entries())
        .containsKeys(path("/opt/x/libx.so"), path("/etc/ld.so.cache"))
        .doesNotContainKey(path("/etc/ld.so.conf"));
    var cache = (RegularFile) added.entry(path("/etc/ld.so.cache")).orElseThrow();
    assertThat(new String(cache.content().open().readAllBytes(), StandardCharsets.ISO_8859_1))
        .startsWith("glibc-ld.so.cache1.1")
        .contains("libx.so\0/opt/x/libx.so\0");
  }

  @Test
  void copyTakesTheLibrariesOutOfTheSameImage() throws Exception {
    file(source, "/usr/bin/tool", program().needs("liba.so.1"));
    assertThat(copied("/usr/bin/tool", "/tool").entries())
        .hasSize(8)
        .containsKeys(path("/tool"), path("/lib64"), path(LIB + "liba.so.1.2"))
        .containsEntry(path(LIB + "libc.so.6"), source.get(path(LIB + "libc.so.6")));
  }

  @Test
  void addsModulesCharacterSetsAndLocalesByName() throws Exception {
    file(
        source,
        LIB + "libnss_mdns.so.2",
        ElfBuilder.library("libnss_mdns.so.2").needs("liba.so.1"));
    file(source, LIB + "gconv/UTF-16.so", ElfBuilder.library("UTF-16.so"));
    file(source, LIB + "gconv/KOI8-R.so", ElfBuilder.library("KOI8-R.so").needs("libKOI.so"));
    var table =
        """
        # all of them
        alias UTF16// UTF-16//
        module UTF-16//   INTERNAL  UTF-16  1
        module INTERNAL  UTF-16//  UTF-16  1
        """;
    file(source, LIB + "gconv/gconv-modules", text(table));
    var more = "alias\tKOI8//\tKOI8-R//\nmodule\tKOI8-R//\tINTERNAL\tKOI8-R\t1\n";
    file(source, LIB + "gconv/gconv-modules.d/more.conf", text(more));
    for (var locale : List.of("C.utf8", "de_DE.utf8")) {
      source.put(path("/usr/lib/locale/" + locale), new Directory(Attributes.of(0755, 1)));
      source.put(path("/usr/lib/locale/" + locale + "/LC"), new Directory(Attributes.of(0755, 1)));
      file(source, "/usr/lib/locale/" + locale + "/LC/X", text(locale));
    }
    source.put(path("/usr/lib/locale"), new Directory(Attributes.of(0755, 1)));
    var added = libraries(List.of("files", "mdns"), List.of("utf16", "UTF-8"), List.of("C.UTF-8"));
    assertThat(added.entries().keySet())
        .extracting(TreePath::value)
        .containsExactly(
            "/lib",
            "/usr/lib/locale/C.utf8/LC/X",
            LIB + "gconv/UTF-16.so",
            LIB + "gconv/gconv-modules",
            LIB + "liba.so.1",
            LIB + "liba.so.1.2",
            LIB + "libc.so.6",
            LIB + "libnss_mdns.so.2");
    assertThat(warnings)
        .containsExactly(
            "pom.xml:7: <libraries>: <nss> names 'mdns', which nothing asks: the image has no"
                + " /etc/nsswitch.conf above it that names it. Put one there by <file>, with a line"
                + " as 'hosts: files mdns dns'");
    assertThat(ledger.decisions())
        .filteredOn(decision -> decision.path().endsWith("UTF-16.so"))
        .extracting(Decision::reason)
        .containsExactly("asked for by <gconv>utf16</gconv>");
    var cut = (RegularFile) added.entry(path(LIB + "gconv/gconv-modules")).orElseThrow();
    assertThat(cut.content().open())
        .hasContent(
            "alias\tUTF16//\tUTF-16//\nmodule\tUTF-16//\tINTERNAL\tUTF-16\t1\n"
                + "module\tINTERNAL\tUTF-16//\tUTF-16\t1\n");
  }

  @Test
  void aModuleThatTheImageAsksForIsNoWarning() throws Exception {
    file(source, LIB + "libnss_mdns.so.2", ElfBuilder.library("libnss_mdns.so.2"));
    file(ours, "/etc/nsswitch.conf", text("hosts: files mdns dns"));
    file(ours, "/hello", program());
    assertThat(libraries(List.of("mdns"), List.of(), List.of()).entries())
        .containsKey(path(LIB + "libnss_mdns.so.2"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsAskedForByNameGoesWhereLinksOfTheImageLead() throws Exception {
    file(source, LIB + "libnss_mdns.so.2", ElfBuilder.library("libnss_mdns.so.2"));
    file(ours, "/etc/nsswitch.conf", text("hosts: files mdns dns"));
    link(ours, "/usr/lib", "/lib");
    assertThat(libraries(List.of("mdns"), List.of(), List.of()).entries())
        .containsOnlyKeys(path("/lib/x86_64-linux-gnu/libnss_mdns.so.2"));
  }

  @Test
  void theHostHasNoLibrariesForAnotherMachine() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));
    var host = new LibrarySource(Optional.empty());
    var item =
        new LibrariesItem(Scenes.where("<libraries>"), host, List.of(), List.of(), List.of());
    var foreign = Platform.of("linux", "mips64le");
    var scene = Scenes.scene(foreign, FileTree.of(ours), null, Path.of("nothing"), warnings);
    assertThatThrownBy(() -> Contents.tree(item, scene))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "pom.xml:7: <libraries>: <from> is host, which is linux/\\w+, and the image is for"
                + " linux/mips64le; name an image of all platforms");
  }

  @Test
  void saysWhichNameIsNotThere() {
    var in = "in 'oci://" + Path.of("base").toAbsolutePath() + "'";
    assertThatThrownBy(() -> libraries(List.of("winbind"), List.of(), List.of()))
        .hasMessage(
            "pom.xml:7: <libraries>: <nss> names 'winbind', and 'libnss_winbind.so.2' is not "
                + in);
    assertThatThrownBy(() -> libraries(List.of(), List.of("UTF-16"), List.of()))
        .hasMessage("pom.xml:7: <libraries>: <gconv> needs 'gconv-modules', which is not " + in);
    assertThatThrownBy(() -> libraries(List.of(), List.of(), List.of("de_DE")))
        .hasMessage("pom.xml:7: <libraries>: <locales> names 'de_DE', which is not " + in);
  }

  @Test
  void warnsWhereNothingNeedsLibraries() throws Exception {
    file(ours, "/static", ElfBuilder.amd64());
    assertThat(libraries().isEmpty()).isTrue();
    assertThat(warnings)
        .containsExactly(
            "pom.xml:7: <libraries>: nothing above it in <contents> needs libraries; put it behind the"
                + " programs, or remove it");
  }

  private FileTree copied(String path, String target) throws Exception {
    var item =
        new CopyItem(
            Scenes.where("<copy>"),
            new Base(Optional.of(reference())),
            List.of(path(path)),
            Optional.ofNullable(target).map(TreePath::new),
            true,
            Optional.empty());
    var scene = Scenes.amd64(FileTree.empty(), FileTree.of(source), ledger, warnings);
    return Contents.tree(item, scene);
  }

  private FileTree libraries() throws Exception {
    return libraries(List.of(), List.of(), List.of());
  }

  private FileTree libraries(List<String> nss, List<String> gconv, List<String> locales)
      throws Exception {
    var from = new LibrarySource(Optional.of(reference()));
    var item = new LibrariesItem(Scenes.where("<libraries>"), from, nss, gconv, locales);
    try (var work = new WorkFolder(Path.of("target"))) {
      var scene = Scenes.amd64(FileTree.of(ours), FileTree.of(source), work, ledger, warnings);
      return Contents.tree(item, scene);
    }
  }

  private static BaseReference reference() {
    return Base.parse("oci://base", Path.of("").toAbsolutePath()).reference().orElseThrow();
  }

  private static ElfBuilder program() {
    return ElfBuilder.amd64().interpreter(LD);
  }

  private static void file(Map<TreePath, Entry> tree, String path, ElfBuilder elf) {
    file(tree, path, elf.content());
  }

  private static void file(Map<TreePath, Entry> tree, String path, Content content) {
    tree.put(path(path), new RegularFile(Attributes.of(0755, 1), content));
  }

  private static void link(Map<TreePath, Entry> tree, String path, String target) {
    tree.put(path(path), new Symlink(Attributes.of(0777, 1), target));
  }

  private static Content text(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Entry symlink(String target) {
    return new Symlink(Attributes.of(0777, Scenes.TIME), target);
  }

  private static TreePath path(String text) {
    return new TreePath(text);
  }
}
