package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.elf.ElfBuilder;
import io.github.whittle.image.Platform;
import io.github.whittle.support.TinyElf;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JarLibrariesTest {
  private static final String JAR = "/app/libs/a.jar";
  private static final byte[] GLIBC = library("libc.so.6", "libdl.so.2");
  private static final byte[] MUSL = library("libc.musl-x86_64.so.1");

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private static byte[] library(String... needed) {
    return ElfBuilder.library("liba.so").needs(needed).bytes();
  }

  private JarLibrariesTest with(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  /** In an image for {@code linux/amd64} whose virtual machine is linked with {@code library}. */
  private List<String> found(String library) throws IOException {
    return found(Compiled.tree("/opt/java/lib/server/libjvm.so", library(library)));
  }

  private List<String> found(FileTree java) throws IOException {
    var jar = Compiled.tree(JAR, Compiled.jar(entries));
    try (var work = new WorkFolder(Path.of("target"))) {
      var image = java.with(jar.entries());
      return JarLibraries.of(image, jar, Platform.of("linux", "amd64"), work)
          .entries()
          .keySet()
          .stream()
          .map(TreePath::value)
          .toList();
    }
  }

  @Test
  void areThoseOfThePlatformInJarsAndJarsInJars() throws IOException {
    var inner = Compiled.jar(Map.of("linux/libb.so.1", GLIBC));
    with("linux/x86_64/liba.so", GLIBC)
        .with("linux/aarch64/liba.so", TinyElf.program(TinyElf.ARM64, 200))
        .with("FreeBSD/x86_64/liba.so", GLIBC)
        .with("tool", GLIBC)
        .with("LICENSE", new byte[9])
        .with("picture.png", GLIBC)
        .with("BOOT-INF/lib/b.jar", inner);
    assertThat(found("libc.so.6"))
        .containsExactly(
            JAR + "!/BOOT-INF/lib/b.jar!/linux/libb.so.1",
            JAR + "!/linux/x86_64/liba.so",
            JAR + "!/tool");
  }

  @Test
  void areThoseForTheLibraryOfTheImagesJava() throws IOException {
    with("Linux/x86_64/liba.so", GLIBC)
        .with("Linux-Musl/x86_64/liba.so", MUSL)
        .with("libb-linux64.so", GLIBC)
        .with("libb-linux64-musl.so", MUSL)
        .with("libc-linux64.so", GLIBC)
        .with("libd.so", library());
    assertThat(found("libc.so.6"))
        .containsExactly(
            JAR + "!/Linux/x86_64/liba.so",
            JAR + "!/libb-linux64.so",
            JAR + "!/libc-linux64.so",
            JAR + "!/libd.so");
    // What there is only for glibc cannot load, and somebody has to say so.
    assertThat(found("libc.musl-x86_64.so.1"))
        .containsExactly(
            JAR + "!/Linux-Musl/x86_64/liba.so",
            JAR + "!/libb-linux64-musl.so",
            JAR + "!/libc-linux64.so",
            JAR + "!/libd.so");
  }

  @Test
  void areThoseWhoseNameGoesOnBehindItsEndingToo() throws IOException {
    with("libx.so_linux_amd64", GLIBC).with("libx.so_osx_universal", new byte[9]);
    assertThat(found("libc.so.6")).containsExactly(JAR + "!/libx.so_linux_amd64");
  }

  @Test
  void withoutJavaNobodyLoadsThem() throws IOException {
    with("liba.so", GLIBC);
    assertThat(found(FileTree.empty())).isEmpty();
  }

  @Test
  void whatNobodyCanUnpackOrLoadIsPassedOver() throws IOException {
    with("../liba.so", GLIBC).with("libb.so", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    assertThat(found("libc.so.6")).isEmpty();
  }
}
