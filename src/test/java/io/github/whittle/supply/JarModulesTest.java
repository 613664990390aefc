package io.github.whittle.supply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.supply.JarModules.Answer;
import io.github.whittle.supply.JarModules.Bound;
import io.github.whittle.tree.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarModulesTest {
  private static final int MB = 1 << 20;
  private static final Module A = new Module(Module.MAVEN, "g/a", "1", true);

  @Test
  void jarsInJarsAreRead() throws Exception {
    var answer = JarModules.read(Content.of(packed(jar(0))));
    assertThat(answer.modules()).containsExactly(A);
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

  @Test
  void aJarInAJarThatCannotBeReadHidesNoneBehindIt() throws Exception {
    var cut = Arrays.copyOf(jar(0), 40);
    var encrypted = jar(0);
    encrypted[6] |= 1;
    for (var bad : List.of(cut, encrypted, zip("a.jar", cut))) {
      assertThat(JarModules.read(Content.of(zip(Map.of("1.jar", bad, "2.jar", jar(0))))))
          .isEqualTo(new Answer(List.of(A), "an unreadable jar in it"));
    }
  }

  @Test
  void coordinatesThatCannotBeReadHideNoneBehindThem() throws Exception {
    var bad = zip(Map.of("META-INF/maven/g/a/pom.properties", "\\u".getBytes(UTF_8)));
    assertThat(JarModules.read(Content.of(zip(Map.of("1.jar", bad, "2.jar", jar(0))))))
        .isEqualTo(new Answer(List.of(A), "unreadable coordinates"));
  }

  /** A jar of Spring Boot may begin with a script that starts it. */
  @Test
  void aJarThatDoesNotBeginAsOneIsTold() throws Exception {
    var script = concat("#!/bin/sh\n".getBytes(UTF_8), jar(0));
    assertThat(JarModules.read(Content.of(script)))
        .isEqualTo(new Answer(List.of(), "data before the zip"));
    assertThat(JarModules.read(Content.of(zip(Map.of("1.jar", script, "2.jar", jar(0))))))
        .isEqualTo(new Answer(List.of(A), "data before the zip"));
  }

  /** The bytes that fail are its own: there is nothing to go on with. */
  @Test
  void aDamagedJarIsReadUpToTheDamage() throws Exception {
    var jars = Map.of("1.jar", jar(0), "2.jar", jar(1), "3.jar", jar(0));
    var whole = zip(jars);
    int damage = new String(whole, ISO_8859_1).indexOf("2.jar") + 20;
    Arrays.fill(whole, damage, damage + 8, (byte) 0xff);
    for (var jar : List.of(whole, Arrays.copyOf(whole, damage))) {
      assertThat(JarModules.read(Content.of(jar)))
          .isEqualTo(new Answer(List.of(A), "an unreadable entry"));
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
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

  static byte[] zip(String name, byte[] bytes) throws IOException {
    return zip(Map.of(name, bytes));
  }

  /** In the order of their names. */
  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var e : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue());
      }
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
