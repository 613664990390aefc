package io.github.whittle.supply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.tree.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarModulesTest {
  private static final int MB = 1 << 20;

  @Test
  void jarsInJarsAreRead() throws Exception {
    assertThat(JarModules.read(Content.of(packed(jar(0)))))
        .containsExactly(new Module(Module.MAVEN, "g/a", "1", true));
  }

  @Test
  void whatIsBehindTheBoundIsNotUnpacked() throws Exception {
    for (var jar : new byte[][] {jar(32), packed(jar(32))}) {
      var in = new ByteArrayInputStream(jar);
      assertThat(JarModules.read(content(in), MB)).isEmpty();
      assertThat(jar.length - in.available()).isLessThan(jar.length / 8);
    }
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
