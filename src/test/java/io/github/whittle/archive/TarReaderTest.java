package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.UnpackedNames.BelowLinks;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as nobody should write them, and what is said of them. */
class TarReaderTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  @Test
  void aPathThatComesTwiceIsWhatItWasLast() throws IOException {
    file("a", "1");
    file("./a", "2");
    file("d/x", "3");
    file("d", "4");
    assertThat(read().entries().keySet()).containsExactly(path("/a"), path("/d"));
    assertThat(text("/a")).isEqualTo("2");
    assertThat(text("/d")).isEqualTo("4");
  }

  @Test
  void otherNamesOfAReplacedFileKeepIt() throws IOException {
    file("a", "old");
    link('1', "b", "a");
    link('1', "c", "b");
    file("a", "new");
    assertThat(text("/a")).isEqualTo("new");
    assertThat(text("/b")).isEqualTo("old");
    assertThat(read().entry(path("/c"))).contains(new Entry.HardLink(path("/b")));
  }

  @Test
  void aHardLinkMayComeBeforeItsTargetOrHaveNone() throws IOException {
    link('1', "b", "./a");
    file("a", "1");
    link('1', "lower", "/in/a/layer/below");
    assertThat(read().entry(path("/b"))).contains(new Entry.HardLink(path("/a")));
    assertThat(read().entry(path("/lower")))
        .contains(new Entry.HardLink(path("/in/a/layer/below")));
  }

  @Test
  void anEntryBelowALinkOfItsLayerLiesWhereTheLinkLeads() throws IOException {
    link('2', "bin", "usr/bin");
    file("bin/tool", "1");
    link('1', "zz", "bin/tool");
    link('2', "up", "../../..");
    file("up/etc/passwd", "2");
    assertThat(read().entries().keySet())
        .contains(path("/usr/bin/tool"), path("/etc/passwd"))
        .doesNotContain(path("/bin/tool"));
    assertThat(read().entry(path("/zz"))).contains(new Entry.HardLink(path("/usr/bin/tool")));
  }

  @Test
  void anEntryBelowALinkOfAnArchiveIsRefused() throws IOException {
    link('2', "etc", "/etc");
    file("etc/passwd", "1");
    assertThatThrownBy(() -> TarReader.readArchive(write(), dir.resolve("a.tar")))
        .hasMessage(
            "the archive '%s' cannot be read: byte 512: '/etc/passwd' lies below a link of the same archive",
            dir.resolve("a.tar"));
  }

  @Test
  void aFolderThatALinkReplacesIsGone() throws IOException {
    file("a/b", "1");
    link('2', "a", "c");
    assertThat(read().entries().keySet()).containsExactly(path("/a"));
  }

  @Test
  void namesLoseTheirBeginningAndFoldersTheirSlash() throws IOException {
    member('5', "/", "", "", 0);
    file("//usr/./lib//a", "1");
    member('0', "old/", "", "", 0);
    assertThat(read().entry(TreePath.ROOT)).containsInstanceOf(Entry.Directory.class);
    assertThat(read().entry(path("/old"))).containsInstanceOf(Entry.Directory.class);
    assertThat(text("/usr/lib/a")).isEqualTo("1");
  }

  @Test
  void theEndMayLackItsZeros() throws IOException {
    file("a", "content");
    var whole = tar.toByteArray();
    for (int length : new int[] {512 + 7, 1024, 1024 + 100, 1024 + 512}) {
      Files.write(dir.resolve("a.tar"), Arrays.copyOf(whole, length));
      assertThat(TarReader.read(dir.resolve("a.tar")).entries()).hasSize(1);
    }
  }

  @Test
  void anEmptyFileIsAnEmptyTree() throws IOException {
    assertThat(read().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 511, 512 + 6})
  void aCutArchiveIsRefused(int length) throws IOException {
    file("a", "content");
    var cut = Files.write(dir.resolve("a.tar"), Arrays.copyOf(tar.toByteArray(), length));
    assertThatThrownBy(() -> TarReader.read(cut))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the archive '%s' ends in the middle", cut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|../a||'../a' climbs with '..', out of what it may name",
        "0|a/../../b||'a/../../b' climbs with '..', out of what it may name",
        "1|a|../../etc/shadow|'../../etc/shadow' climbs with '..', out of what it may name",
        "M|a||'a' is of the type 0x4d, which no layer holds; write the archive with tar --format=posix",
        "Ð|a||'a' is of the type 0xd0, which no layer holds; write the archive with tar --format=posix",
        "2|a||'' is not a target of a link",
        "1|a|a|the hard link '/a' links to itself",
        "0|||'/' is no directory"
      })
  void whatNoLayerHoldsIsRefused(char type, String name, String link, String message)
      throws IOException {
    member(type, name == null ? "" : name, link == null ? "" : link, "", 0);
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the archive '%s' cannot be read: ", dir.resolve("a.tar"))
        .hasMessageEndingWith(message);
  }

  @Test
  void anEntryBelowAFileIsRefused() throws IOException {
    file("a", "1");
    file("a/b", "2");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("'/a/b' lies below '/a', which is no directory");
  }

  @Test
  void aHardLinkToAFolderIsRefused() throws IOException {
    member('5', "a/", "", "", 0);
    link('1', "b", "a");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("'/b' is a hard link to the directory '/a'");
  }

  @Test
  void aLoopOfHardLinksIsRefused() throws IOException {
    link('1', "a", "b");
    link('1', "b", "a");
    assertThatThrownBy(this::read).hasMessageContaining("links to itself");
  }

  @Test
  void aLoopOfLinksWithAnEntryBelowIsRefused() throws IOException {
    link('2', "a", "b");
    link('2', "b", "a");
    file("a/x", "1");
    assertThatThrownBy(this::read).hasMessageContaining("the symbolic links at '/a/x' are a loop");
  }

  @Test
  void aSingleBlockOfZerosHidesNothing() throws IOException {
    file("a", "1");
    tar.writeBytes(new byte[512]);
    file("b", "2");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("byte 1024: a single block of zeros stands between entries");
  }

  @Test
  void aWrongChecksumIsRefused() throws IOException {
    file("a", "1");
    var bytes = tar.toByteArray();
    bytes[0] = 'b';
    var damaged = Files.write(dir.resolve("a.tar"), bytes);
    assertThatThrownBy(() -> TarReader.read(damaged))
        .hasMessage(
            "the archive '%s' cannot be read: byte 0: the checksum of a header is wrong", damaged);
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    for (int i = 0; i < 4; i++) {
      file("f" + i, "");
    }
    var file = write();
    assertThatThrownBy(() -> TarReader.read(file, "it", new UnpackedNames(BelowLinks.FOLLOWED, 3)))
        .hasMessageEndingWith("it has more than 3 entries");
  }

  @Test
  void foldersThatAreTooDeepAreRefused() throws IOException {
    pax("path=" + "d/".repeat(256) + "f");
    file("f", "");
    assertThatThrownBy(this::read).hasMessageEndingWith("…' lies more than 256 folders deep");
  }

  @Test
  void namesThatAreTooLongAreRefused() throws IOException {
    pax("path=" + "n".repeat(256));
    file("f", "");
    assertThatThrownBy(this::read).hasMessageEndingWith("…' is a name of more than 255 bytes");
  }

  @Test
  void aHeaderThatIsTooLongIsRefused() throws IOException {
    member('L', "././@LongLink", "", "", 1 << 21);
    assertThatThrownBy(this::read).hasMessageEndingWith("a name or PAX header of 2097152 bytes");
  }

  @Test
  void anEmptyRecordMeansThatTheHeaderCounts() throws IOException {
    paxHeader('g', "mtime=42", "path=global");
    pax("mtime=", "path=");
    file("own", "");
    file("x", "");
    assertThat(read().entries().keySet()).containsExactly(path("/global"), path("/own"));
    assertThat(mtime("/global")).isEqualTo(42);
    assertThat(mtime("/own")).isEqualTo(7);
  }

  @Test
  void fractionsOfTimesAreRoundedDown() throws IOException {
    pax("mtime=-1.5");
    file("a", "");
    pax("mtime=1.999999999");
    file("b", "");
    pax("mtime=-2.000");
    file("c", "");
    assertThat(mtime("/a")).isEqualTo(-2);
    assertThat(mtime("/b")).isEqualTo(1);
    assertThat(mtime("/c")).isEqualTo(-2);
  }

  /** A library for numbers would take hours for the first. */
  @ParameterizedTest
  @ValueSource(strings = {"1E1000000000", "0x10", "99999999999999999999", "1.2.3"})
  @Timeout(60)
  void aRecordThatIsNoNumberIsRefused(String number) throws IOException {
    pax("size=" + number);
    file("a", "");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("the PAX record size=%s is no number".formatted(number));
  }

  @Test
  void namesThatAreNoUtf8KeepTheirBytes() throws IOException {
    pax("hdrcharset=BINARY", "path=caf\u00e9");
    file("x", "");
    assertThat(read().entries().keySet()).containsExactly(path("/caf\uDCE9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5 a=b\n", "99 a=b\n", "x a=b\n", "6 a=b", "6 abc\n", "-6 a=b\n", " a=b\n"})
  void aDamagedPaxHeaderIsRefused(String records) throws IOException {
    member('x', "pax", "", records, records.length());
    file("a", "");
    assertThatThrownBy(this::read).hasMessageEndingWith("a PAX header is damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,1,0,1|9|the map of a sparse file is damaged", // one over another
        "5,1,0,1|9|the map of a sparse file is damaged",
        "8,2|9|the map of a sparse file is damaged",
        "0,-2|9|the map of a sparse file is damaged",
        "0|9|the map of a sparse file is damaged",
        "0,1|9|the map of a sparse file does not fit its content",
        "9223372036854775807,2|9|the map of a sparse file is damaged",
        "0,2|99999999999999|a sparse file unpacks to more than 68719476736 bytes"
      })
  void aDamagedSparseMapIsRefused(String map, String size, String message) throws IOException {
    pax("GNU.sparse.map=" + map, "GNU.sparse.size=" + size);
    file("a", "12");
    assertThatThrownBy(this::read).hasMessageEndingWith(message);
  }

  @Test
  void sparseFilesOfALaterFormAreRefused() throws IOException {
    pax("GNU.sparse.major=2", "GNU.sparse.minor=0", "GNU.sparse.realsize=9");
    file("a", "12");
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("a sparse file is of a form later than PAX 1.0");
  }

  @Test
  void aMapInTheContentMayBeDamagedToo() throws IOException {
    for (var map : new String[] {"1\n0\n", "1\nx\n2\n", "1".repeat(30), "2\n0\n1\n", "-1\n"}) {
      tar.reset();
      pax("GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=9");
      member('0', "a", "", map, map.length());
      assertThatThrownBy(this::read).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void contentsThatClaimTooMuchTogetherAreRefused() throws IOException {
    for (int i = 0; i < 3; i++) {
      pax("GNU.sparse.map=0,0", "GNU.sparse.size=" + (30L << 30));
      file("f" + i, "");
    }
    assertThatThrownBy(this::read)
        .hasMessageEndingWith("it unpacks to more than 68719476736 bytes");
  }

  /** Half a million files that change places with folders must not cost their square. */
  @Test
  @Timeout(60)
  void manyEntriesThatReplaceEachOtherTakeLinearTime() {
    var names = new UnpackedNames(BelowLinks.FOLLOWED, UnpackedNames.MAX_ENTRIES);
    var folder = new Entry.Directory(Attributes.of(0755, 0));
    var link = new Entry.Symlink(Attributes.of(0777, 0), "elsewhere");
    for (int i = 0; i < 40_000; i++) {
      names.put(path("/d/" + i), folder);
      names.put(path("/h/" + i), new Entry.HardLink(path("/first")));
      names.put(path("/x"), i % 2 == 0 ? folder : link);
      names.put(path("/x/" + i), folder);
      names.put(path("/first"), link);
    }
    assertThat(names.tree().entries()).hasSizeGreaterThan(80_000);
  }

  private void file(String name, String text) throws IOException {
    member('0', name, "", text, text.length());
  }

  private void link(char type, String name, String to) throws IOException {
    member(type, name, to, "", 0);
  }

  private void pax(String... records) throws IOException {
    paxHeader('x', records);
  }

  private void paxHeader(char type, String... records) throws IOException {
    var pax = new ByteArrayOutputStream();
    for (var line : records) {
      int rest = line.length() + 2; // the space and the end of line
      int length = rest + Integer.toString(rest).length();
      length = rest + Integer.toString(length).length();
      pax.writeBytes("%d %s\n".formatted(length, line).getBytes(StandardCharsets.ISO_8859_1));
    }
    member(type, "pax", "", pax.toString(StandardCharsets.ISO_8859_1), pax.size());
  }

  private void member(char type, String name, String link, String content, long size)
      throws IOException {
    var header =
        new TarHeader((byte) type, name.getBytes(), link.getBytes(), 0644, 0, 0, size, 7, 0, 0)
            .bytes();
    tar.writeBytes(header);
    tar.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
    tar.writeBytes(new byte[(512 - content.length() % 512) % 512]);
  }

  private Path write() throws IOException {
    var padded = new ByteArrayOutputStream();
    padded.writeBytes(tar.toByteArray());
    padded.writeBytes(new byte[1024]);
    return Files.write(dir.resolve("a.tar"), padded.toByteArray());
  }

  private FileTree read() throws IOException {
    return TarReader.read(write());
  }

  private String text(String at) throws IOException {
    var file = (Entry.RegularFile) read().inode(path(at)).orElseThrow();
    try (var in = file.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private long mtime(String at) throws IOException {
    return read().inode(path(at)).orElseThrow().attributes().mtime();
  }

  private static TreePath path(String value) {
    return new TreePath(value);
  }
}
