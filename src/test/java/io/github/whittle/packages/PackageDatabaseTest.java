package io.github.whittle.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackageDatabaseTest {
  private final Map<TreePath, Entry> entries = new TreeMap<>();

  @Test
  void anImageWithoutPackagesHasNone() throws IOException {
    file("/app", "");
    var database = PackageDatabase.read(image());

    assertThat(database.packages()).isEmpty();
    assertThat(database.own()).isEmpty();
    assertThat(database.reducedTo(image())).isEmpty();
  }

  @Test
  void dpkgNamesPathsThroughLinksAndPackagesOfSeveralArchitectures() throws IOException {
    debian();
    var database = PackageDatabase.read(image());

    assertThat(database.packages())
        .extracting(DistroPackage::name, DistroPackage::version, p -> p.source().orElse(""))
        .containsExactly(
            tuple("bash", "5.2-1", ""),
            tuple("libc6", "2.36", "glibc@2.36-1"),
            tuple("meta", "1", ""));
    assertThat(database.owner(path("/usr/bin/bash"))).map(DistroPackage::name).contains("bash");
    assertThat(database.owner(path("/usr/lib/libc.so.6")))
        .map(DistroPackage::name)
        .contains("libc6");
    assertThat(database.owner(path("/usr/bin"))).isEmpty();
  }

  @Test
  void dpkgIsReducedToPackagesThatHaveFilesLeft() throws IOException {
    debian();
    var image = image();
    var reduced = reduced(image, "/usr/bin/bash", "/usr/share/doc/bash/copyright");

    assertThat(reduced)
        .containsOnlyKeys(
            "/var/lib/dpkg/arch", "/var/lib/dpkg/status", "/var/lib/dpkg/info/libc6:amd64.list");
    assertThat(reduced.get("/var/lib/dpkg/status"))
        .isEqualTo(
            """
            Package: libc6
            Status: install ok installed
            Architecture: amd64
            Source: glibc (2.36-1)
            Version: 2.36
            Description: the library
             Package: of many words

            """);
    assertThat(reduced.get("/var/lib/dpkg/info/libc6:amd64.list"))
        .isEqualTo("/.\n/lib\n/lib/libc.so.6\n");
    assertThat(PackageDatabase.read(image).own())
        .extracting(TreePath::value)
        .contains("/var/lib/dpkg/info/bash.postinst", "/var/lib/dpkg/status");
  }

  @Test
  void listsNameOnlyWhatIsLeft() throws IOException {
    debian();
    var reduced = reduced(image(), "/usr/share/doc/bash", "/usr/lib/libc.so.6");

    assertThat(reduced.get("/var/lib/dpkg/info/bash.list")).isEqualTo("/.\n/bin\n/bin/bash\n");
    assertThat(reduced.get("/var/lib/dpkg/info/bash.md5sums"))
        .isEqualTo("0123456789abcdef0123456789abcdef  bin/bash\n");
    assertThat(reduced).doesNotContainKey("/var/lib/dpkg/info/bash.postinst");
  }

  @Test
  void whatDistrolessImagesHaveIsReducedToo() throws IOException {
    file("/usr/lib/a.so", "a");
    file("/usr/lib/b.so", "b");
    file("/etc/c", "c");
    file("/var/lib/dpkg/status.d/a", "Package: a\nVersion: 1\nArchitecture: amd64\n");
    file("/var/lib/dpkg/status.d/a.md5sums", "00  usr/lib/a.so\n01  ./usr/lib/b.so\n");
    file("/var/lib/dpkg/status.d/c", "Package: c\nVersion: 1\nArchitecture: all\n");
    file("/var/lib/dpkg/status.d/c.md5sums", "02  etc/c\n");
    var reduced = reduced(image(), "/usr/lib/b.so", "/etc/c");

    assertThat(reduced)
        .isEqualTo(
            Map.of(
                "/var/lib/dpkg/status.d/a",
                "Package: a\nVersion: 1\nArchitecture: amd64\n",
                "/var/lib/dpkg/status.d/a.md5sums",
                "00  usr/lib/a.so\n"));
  }

  @Test
  void apkIsReducedToPackagesAndFilesThatAreLeft() throws IOException {
    file("/bin/busybox", "b");
    file("/etc/securetty", "s");
    file("/lib/libz.so.1", "z");
    file("/etc/motd", "m");
    file(
        "/lib/apk/db/installed",
        """
        C:Q1
        P:busybox
        V:1.36-r0
        A:x86_64
        L:GPL-2.0-only
        o:busybox
        p:cmd:busybox
        F:bin
        R:busybox
        a:0:0:755
        Z:Q1a
        F:etc
        M:0:0:755
        R:motd
        Z:Q1m
        R:securetty
        Z:Q1s

        P:zlib
        V:1.3
        A:x86_64
        L:Zlib
        F:lib
        R:libz.so.1
        """);
    file("/lib/apk/db/triggers", "t");
    var database = PackageDatabase.read(image());

    assertThat(database.packages())
        .extracting(DistroPackage::name, p -> p.license().orElse(""), p -> p.kind().toString())
        .containsExactly(tuple("busybox", "GPL-2.0-only", "apk"), tuple("zlib", "Zlib", "apk"));
    assertThat(reduced(image(), "/lib/libz.so.1", "/bin/busybox", "/etc/motd"))
        .isEqualTo(
            Map.of(
                "/lib/apk/db/installed",
                """
                C:Q1
                P:busybox
                V:1.36-r0
                A:x86_64
                L:GPL-2.0-only
                o:busybox
                p:cmd:busybox
                F:etc
                M:0:0:755
                R:securetty
                Z:Q1s

                """));
  }

  @Test
  void withNothingGoneTheListsAreAsTheyWere() throws IOException {
    debian();
    var reduced = reduced(image());

    assertThat(reduced.get("/var/lib/dpkg/info/bash.list"))
        .isEqualTo("/.\n/bin\n/bin/bash\n/usr/share/doc/bash\n/usr/share/doc/bash/copyright\n");
  }

  private void debian() {
    entries.put(path("/bin"), new Entry.Symlink(Attributes.of(0777, 1), "usr/bin"));
    entries.put(path("/lib"), new Entry.Symlink(Attributes.of(0777, 1), "usr/lib"));
    file("/usr/bin/bash", "bash");
    file("/usr/lib/libc.so.6", "libc");
    file("/usr/share/doc/bash/copyright", "c");
    file(
        "/var/lib/dpkg/status",
        """
        Package: bash
        Status: install ok installed
        Architecture: amd64
        Version: 5.2-1

        Package: libc6
        Status: install ok installed
        Architecture: amd64
        Source: glibc (2.36-1)
        Version: 2.36
        Description: the library
         Package: of many words

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1

        Package: meta
        Status: install ok installed
        Architecture: all
        Version: 1
        """);
    file("/var/lib/dpkg/arch", "amd64\n");
    file("/var/lib/dpkg/lock", "");
    file(
        "/var/lib/dpkg/info/bash.list",
        "/.\n/bin\n/bin/bash\n/usr/share/doc/bash\n/usr/share/doc/bash/copyright\n/not/there\n");
    file(
        "/var/lib/dpkg/info/bash.md5sums",
        """
        0123456789abcdef0123456789abcdef  bin/bash
        0123456789abcdef0123456789abcdee  usr/share/doc/bash/copyright
        """);
    file("/var/lib/dpkg/info/bash.postinst", "#!/bin/sh\n");
    file("/var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/libc.so.6\n");
  }

  private static Map<String, String> reduced(FileTree image, String... gone) throws IOException {
    var database = PackageDatabase.read(image);
    var left = image.without(List.of(gone).stream().map(TreePath::new).toList());
    var texts = new TreeMap<String, String>();
    for (var e : database.reducedTo(left).entrySet()) {
      try (var in = ((Entry.RegularFile) e.getValue()).content().open()) {
        texts.put(e.getKey().value(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private FileTree image() {
    return FileTree.of(entries).withParents(FileTree.empty(), Attributes.of(0755, 1));
  }

  private void file(String path, String text) {
    entries.put(
        path(path),
        new Entry.RegularFile(
            Attributes.of(0644, 1), Content.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static TreePath path(String text) {
    return new TreePath(text);
  }
}
