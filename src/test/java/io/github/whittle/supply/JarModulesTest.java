package io.github.whittle.supply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.supply.JarModules.Answer;
import io.github.whittle.supply.JarModules.Bound;
import io.github.whittle.tree.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarModulesTest {
  private static final int MB = 1 << 20;

  @Test
  void jarsInJarsAreRead() throws Exception {
    var answer = JarModules.read(Content.of(packed(jar(0))));
    assertThat(answer.modules()).containsExactly(new Module(Module.MAVEN, "g/a", "1", true));
    assertThat(answer.unread()).isEmpty();
  }

  @Test
  void whatIsBehindTheBoundIsNotUnpacked() throws Exception {
    for (var jar : new byte[][] {jar(32), packed(jar(32))}) {
      var in = new ByteArrayInputStream(jar);
      var answer = JarModules.read(content(in), new Bound(MB, 1_000));
      assertThat(answer.modules()).isEmpty();
      assertThat(answer.unread()).isEqualTo("more than 1048576 bytes");
      assertThat(jar.length - in.available()).isLessThan(jar.length / 8);
    }
  }

  /** Its 100,000 entries hold not one byte, and a jar around it makes them small. */
  @Test
  void emptyEntriesOfPackedJarsCountToo() throws Exception {
    var bomb = zip("a.jar", empty(100_000));
    assertThat(bomb.length).isLessThan(MB);
    assertThat(JarModules.read(Content.of(bomb), new Bound(MB, 1_000_000)).unread())
        .isEqualTo("more than 1048576 bytes");
    assertThat(JarModules.read(Content.of(bomb), new Bound(1L << 40, 1_000)).unread())
        .isEqualTo("more than 1000 entries");
    assertThat(JarModules.read(Content.of(bomb)).unread()).isEmpty();
  }

  @Test
  void jarsTooDeepAreTold() throws Exception {
    var jar = zip("c.jar", zip("b.jar", zip("a.jar", jar(0))));
    assertThat(JarModules.read(Content.of(jar)))
        .isEqualTo(new Answer(List.of(), "jars in jars deeper than 3"));
  }

  private static byte[] empty(int entries) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries; i++) {
        var entry = new ZipEntry("%06d".formatted(i));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(0);
        entry.setCrc(0);
        zip.putNextEntry(entry);
      }
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Zeros, and the coordinates behind them. */
  private static byte[] jar(int megabytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      for (int i = 0; i < megabytes; i++) {
        zip.write(new byte[MB]);
      }
      zip.putNextEntry(new ZipEntry("META-INF/maven/g/a/pom.properties"));
      zip.write("groupId=g\nartifactId=a\nversion=1\n".getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  /** Not compressed again, so that what is read of the jar can be counted. */
  private static byte[] packed(byte[] jar) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry("BOOT-INF/lib/a.jar"));
      zip.write(jar);
    }
    return out.toByteArray();
  }

  private static Content content(InputStream in) {
    return new Content() {
      @Override
      public long size() {
        return 0;
      }

      @Override
      public InputStream open() {
        return in;
      }
    };
  }
}
