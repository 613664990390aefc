package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.Digest;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarInputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.X7875_NewUnix;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipContentTest {
  private static final long TIME = 1_700_000_001L;

  @TempDir Path dir;

  private Path jar() throws IOException {
    var file = dir.resolve("a.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "META-INF/", "");
      put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n");
      put(zip, "z.txt", "z".repeat(5000));
      put(zip, "ä/ö.txt", "text");
      put(zip, "a.txt", "");
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    var entry = new ZipEntry(name);
    entry.setExtra(new byte[] {(byte) 0xfe, (byte) 0xca, 0, 0});
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static ZipContent stored(Path jar) throws IOException {
    return ZipContent.of(ZipMembers.read(jar).stream().map(ZipMember::stored).toList(), TIME);
  }

  private static byte[] bytes(Content content) throws IOException {
    try (var in = content.open()) {
      return in.readAllBytes();
    }
  }

  private Path written(Content content) throws IOException {
    return Files.write(dir.resolve("written.jar"), bytes(content));
  }

  /** Name to text, in the order of the directory. */
  private static List<String> entries(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      var entries = new ArrayList<String>();
      for (var entry : Collections.list(zip.entries())) {
        entries.add(
            entry.getName()
                + "="
                + new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
      return entries;
    }
  }

  @Test
  void javaReadsTheSameEntriesInTheSameOrder() throws Exception {
    var jar = jar();
    var stored = written(stored(jar));
    assertThat(entries(stored)).isEqualTo(entries(jar)).hasSize(5);
    try (var zip = new ZipFile(stored.toFile())) {
      assertThat(zip.stream()).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
      assertThat(zip.stream()).allMatch(entry -> entry.getExtra() == null);
    }
    try (var in = new JarInputStream(Files.newInputStream(stored))) {
      assertThat(in.getManifest()).isNotNull();
    }
  }

  @Test
  void theSizeIsKnownBeforeTheBytes() throws Exception {
    var stored = stored(jar());
    assertThat(bytes(stored)).hasSize((int) stored.size());
  }

  /** Read off once; a change here changes every user's digests, so it belongs in the changelog. */
  @Test
  void theBytesDependOnNothingButTheEntriesAndTheTime() throws Exception {
    var zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      assertThat(Digest.of(bytes(stored(jar()))))
          .hasToString("sha256:7699df19aa42af05c3133062ecb0c8f6fd24679547391c179e10d63c96f438bd");
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void unstoredEntriesKeepTheirCompressedBytes() throws Exception {
    var jar = jar();
    var same = ZipContent.of(ZipMembers.read(jar), TIME);
    assertThat(same.size()).isLessThan(Files.size(jar));
    assertThat(entries(written(same))).isEqualTo(entries(jar));
  }

  @Test
  void anEntryWithOtherBytesHasTheirSum() throws Exception {
    var members = new ArrayList<>(ZipMembers.read(jar()));
    members.set(2, members.get(2).with(Content.of("new".getBytes(StandardCharsets.UTF_8))));
    assertThat(entries(written(ZipContent.of(members, TIME)))).contains("z.txt=new");
  }

  private Path zip(String name, int mode, int time, String... texts) throws IOException {
    var file = dir.resolve(name);
    try (var zip = new ZipArchiveOutputStream(file.toFile())) {
      for (var text : texts) {
        var entry = new ZipArchiveEntry("run.sh");
        entry.setUnixMode(mode);
        entry.setTime(FileTime.from(time, TimeUnit.SECONDS));
        entry.addExtraField(new X7875_NewUnix());
        zip.putArchiveEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
      }
    }
    return file;
  }

  /** They are of the machine that packed the jar, and nobody who reads a jar asks for them. */
  @Test
  void modesTimesAndOwnersOfTheBuildLeaveNoTrace() throws Exception {
    var one = bytes(stored(zip("one.jar", 0100755, 1_000_000_000, "text")));
    assertThat(bytes(stored(zip("two.jar", 0100600, 1_600_000_001, "text")))).isEqualTo(one);
    try (var zip =
        org.apache.commons.compress.archivers.zip.ZipFile.builder().setByteArray(one).get()) {
      var entry = zip.getEntry("run.sh");
      assertThat(entry.getExternalAttributes()).isZero();
      assertThat(entry.getPlatform()).isEqualTo(ZipArchiveEntry.PLATFORM_FAT);
    }
  }

  @Test
  void severalEntriesOfOneNameStay() throws Exception {
    var members = ZipMembers.read(written(stored(zip("a.jar", 0100644, 0, "one", "two"))));
    assertThat(members).hasSize(2);
    assertThat(bytes(members.get(1).content())).asString().isEqualTo("two");
  }

  @Test
  void aZip64OfFewEntriesNeedsItNoMore() throws Exception {
    var file = dir.resolve("big.jar");
    try (var zip = new ZipArchiveOutputStream(file.toFile())) {
      zip.setUseZip64(Zip64Mode.Always);
      zip.putArchiveEntry(new ZipArchiveEntry("a"));
      zip.write('x');
      zip.closeArchiveEntry();
    }
    assertThat(entries(written(stored(file)))).containsExactly("a=x");
  }

  @Test
  void whatCannotBeWrittenAgainIsRefusedWithTheReason() throws Exception {
    var jar = Files.readAllBytes(jar());
    var script = new ByteArrayOutputStream();
    script.write("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.UTF_8));
    script.write(jar);
    assertRefused(script.toByteArray(), "data stands before the zip in it");
    assertRefused("no zip".getBytes(StandardCharsets.UTF_8), "it is no zip, or damaged");
    assertRefused(Arrays.copyOf(jar, jar.length / 2), "it is no zip, or damaged");
    var many = new ArrayList<ZipMember>(Collections.nCopies(65535, ZipMembers.read(jar()).get(0)));
    assertThatThrownBy(() -> ZipContent.of(many, TIME)).hasMessageContaining("format zip64");
  }

  private void assertRefused(byte[] bytes, String reason) throws IOException {
    var file = Files.write(dir.resolve("bad.jar"), bytes);
    assertThatThrownBy(() -> ZipMembers.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anEntryThatIsNotWhatTheDirectorySaysIsFound() throws Exception {
    var file = dir.resolve("crc.jar");
    var sum = new CRC32();
    sum.update("good".getBytes(StandardCharsets.UTF_8));
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      var entry = new ZipEntry("a");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(4);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write("good".getBytes(StandardCharsets.UTF_8));
    }
    var bytes = Files.readAllBytes(file);
    bytes[31] ^= 1;
    Files.write(file, bytes);
    var stored = stored(file);
    assertThatThrownBy(() -> bytes(stored)).hasMessageContaining("damaged");
  }
}
