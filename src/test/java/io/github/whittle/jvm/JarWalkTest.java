package io.github.whittle.jvm;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.UnpackLimit;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class JarWalkTest {
  private static final UnpackLimit LIMIT = new UnpackLimit(1 << 20, 2, 10_000);

  private final RecordedProgress progress = new RecordedProgress();

  @Test
  void eightJarsInEachOtherAreLookedIntoAndNoMore() throws IOException {
    var jar = Compiled.jar(Map.of("A.class", new byte[1]));
    for (int i = 1; i < 8; i++) {
      jar = Compiled.jar(Map.of("n.jar", jar));
    }
    assertThat(walk(jar)).containsExactly("/a.jar" + "!/n.jar".repeat(7) + "!/A.class");
    assertThat(progress.lines()).isEmpty();
    assertThat(walk(Compiled.jar(Map.of("n.jar", jar)))).isEmpty();
    assertThat(progress.lines())
        .containsExactly(
            "warning: '/a.jar%s' lies in 8 jars, each in the next, and is not looked into"
                .formatted("!/n.jar".repeat(8)));
  }

  @Test
  void jarsInAJarThatUnpackToMoreThanAJarMayAreRefusedByTheOutermost() throws IOException {
    var inner = Compiled.jar(Map.of("zeros", new byte[1_000_000]));
    var jars = new TreeMap<String, byte[]>();
    for (int i = 0; i < 20; i++) {
      jars.put(i + ".jar", inner);
    }
    assertThat(walk(Compiled.jar(Map.of("a.jar", inner)))).hasSize(1);
    assertThatThrownBy(() -> walk(Compiled.jar(jars)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("'/a.jar' has \\d+ bytes and unpacks to more than \\d+, .*");
  }

  @Test
  void aJarWithoutItsEndIsNamedAndThoseBehindItAreLookedInto() throws IOException {
    var inner = Compiled.jar(Map.of("A.class", new byte[1]));
    var jar = Compiled.jar(new TreeMap<>(Map.of("cut.jar", inner, "whole.jar", inner)));
    assertThat(walk(cut(jar, "cut.jar"))).containsExactly("/a.jar!/whole.jar!/A.class");
    assertThat(progress.lines())
        .containsExactly(
            "warning: '/a.jar!/cut.jar' cannot be read as a jar: Unexpected end of ZLIB input"
                + " stream");
  }

  /** The jar with a directory by which an entry ends after a few of its bytes. */
  private static byte[] cut(byte[] jar, String name) {
    var text = new String(jar, ISO_8859_1);
    int header = text.lastIndexOf(name) - ZipFile.CENHDR;
    ByteBuffer.wrap(jar).order(LITTLE_ENDIAN).putInt(header + ZipFile.CENSIZ, 20);
    return jar;
  }

  private List<String> walk(byte[] jar) throws IOException {
    var names = new ArrayList<String>();
    try (var work = new WorkFolder(Path.of("target"))) {
      new JarWalk(work, progress, (in, name, content) -> names.add(in + "!/" + name), LIMIT)
          .jar("/a.jar", Content.of(jar));
    }
    return names;
  }
}
