package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;

class TarProperties {
  @Provide
  Arbitrary<FileTree> trees() {
    return Trees.any();
  }

  @Property(tries = 300)
  void aTreeComesBackAsItWas(@ForAll("trees") FileTree tree) throws IOException {
    assertThat(Trees.loaded(read(tar(tree)))).isEqualTo(tree);
  }

  /** Its reader is not ours, so what it finds is really in the bytes. */
  @Property(tries = 100)
  void commonsCompressFindsTheSameEntries(@ForAll("trees") FileTree tree) throws IOException {
    var found = new TreeSet<String>();
    try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar(tree)), "UTF-8")) {
      for (var e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        assertThat(e.isCheckSumOK()).isTrue();
        found.add("/" + e.getName().replaceAll("/$", "").replaceAll("[^\\x00-\\x7f]+", "?"));
      }
    }
    var expected = new TreeSet<String>();
    tree.entries()
        .keySet()
        .forEach(p -> expected.add(p.value().replaceAll("[^\\x00-\\x7f]+", "?")));
    assertThat(found).isEqualTo(expected);
  }

  /** Damage gives a tree or our own error, never anything else. */
  @Property(tries = 300)
  void damageIsOneClearError(
      @ForAll("trees") FileTree tree,
      @ForAll @IntRange(min = 0, max = 5000) int at,
      @ForAll byte value,
      @ForAll boolean cut)
      throws IOException {
    var tar = tar(tree);
    tar[at % tar.length] = value;
    var damaged = cut ? Arrays.copyOf(tar, at % tar.length) : tar;
    try {
      Trees.loaded(read(damaged));
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** With its checksum made good again, so that the damage reaches the fields. */
  @Property(tries = 1000)
  void aDamagedHeaderIsOneClearError(
      @ForAll("trees") FileTree tree,
      @ForAll @IntRange(max = 60) int block,
      @ForAll @IntRange(max = 511) int at,
      @ForAll byte value)
      throws IOException {
    var tar = tar(tree);
    int from = block * 512 % tar.length;
    tar[from + at] = value;
    Arrays.fill(tar, from + 148, from + 156, (byte) ' ');
    long sum = TarUtils.computeCheckSum(Arrays.copyOfRange(tar, from, from + 512));
    TarUtils.formatCheckSumOctalBytes(sum, tar, from + 148, 8);
    try {
      tar(read(tar));
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] tar(FileTree tree) throws IOException {
    var out = new ByteArrayOutputStream();
    TarWriter.write(tree, out);
    return out.toByteArray();
  }

  private static FileTree read(byte[] tar) throws IOException {
    var file = Files.createTempFile("whittle", ".tar");
    try {
      Files.write(file, tar);
      return Trees.loaded(TarReader.read(file));
    } finally {
      Files.delete(file);
    }
  }
}
