package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Timezones;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneFilesTest {
  private static final Timezones ALL = new Timezones(true, List.of());

  @TempDir Path zoneinfo;

  private final Scene scene = Scenes.over(FileTree.empty(), new WorkFolder(Path.of("target")));

  @BeforeEach
  void aFolderAsMachinesHaveIt() throws IOException {
    for (var folder : List.of("Europe", "posix", "right/Europe")) {
      Files.createDirectories(zoneinfo.resolve(folder));
    }
    Files.writeString(zoneinfo.resolve("Europe/Berlin"), "TZif berlin");
    Files.createSymbolicLink(zoneinfo.resolve("Europe/Oslo"), Path.of("Berlin"));
    Files.writeString(zoneinfo.resolve("UTC"), "TZif utc");
    Files.writeString(zoneinfo.resolve("zone.tab"), "a table");
    Files.writeString(zoneinfo.resolve("posix/UTC"), "TZif utc");
    Files.writeString(zoneinfo.resolve("right/Europe/Berlin"), "TZif leap seconds");
  }

  @Test
  void namedZonesAreCopied() throws IOException {
    var entries = new ZoneFiles(zoneinfo).read(new Timezones(false, List.of("UTC")), scene);
    assertThat(entries.keySet()).containsExactly(new TreePath("/usr/share/zoneinfo/UTC"));
    var file = (RegularFile) entries.values().iterator().next();
    assertThat(file.attributes()).isEqualTo(scene.attributes(0644));
    assertThat(file.content().open()).hasContent("TZif utc");
  }

  @Test
  void allZonesAreEachOnceAndTheSameOnesOneFile() throws IOException {
    var entries = new ZoneFiles(zoneinfo).read(ALL, scene);
    assertThat(entries.keySet())
        .containsExactly(
            new TreePath("/usr/share/zoneinfo/Europe/Berlin"),
            new TreePath("/usr/share/zoneinfo/Europe/Oslo"),
            new TreePath("/usr/share/zoneinfo/UTC"));
    assertThat(entries.get(new TreePath("/usr/share/zoneinfo/Europe/Oslo")))
        .isEqualTo(new HardLink(new TreePath("/usr/share/zoneinfo/Europe/Berlin")));
  }

  /** Debian's localtime is /etc/localtime; posix is the folder itself where tzdata is not fat. */
  @Test
  void whatTheMachineIsSetToAndLinksToTheWholeAreNoZones() throws IOException {
    var before = new ZoneFiles(zoneinfo).read(ALL, scene).keySet();
    Files.createSymbolicLink(zoneinfo.resolve("localtime"), zoneinfo.resolve("Europe/Berlin"));
    Files.writeString(zoneinfo.resolve("posixrules"), "TZif new york");
    Files.createSymbolicLink(zoneinfo.resolve("all"), Path.of("."));
    var link = Files.createSymbolicLink(zoneinfo.resolveSibling("zones"), zoneinfo);
    try {
      assertThat(new ZoneFiles(link).read(ALL, scene).keySet()).isEqualTo(before);
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void aZoneThatIsNotThereIsRefused() {
    var berlin = new Timezones(false, List.of("Europe/Bonn"));
    assertThatThrownBy(() -> new ZoneFiles(zoneinfo).read(berlin, scene))
        .hasMessage(
            "'Europe/Bonn' is not a timezone of this machine: '%s' is none; write a name as Europe/Berlin, and see that tzdata is installed",
            zoneinfo.resolve("Europe/Bonn"));
  }

  @Test
  void aMachineWithoutZonesIsRefused() {
    var nowhere = zoneinfo.resolve("nowhere");
    assertThatThrownBy(() -> new ZoneFiles(nowhere).read(ALL, scene))
        .hasMessage("<timezones> is all, and this machine has no '%s'; install tzdata", nowhere);
  }
}
