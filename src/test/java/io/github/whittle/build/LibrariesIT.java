package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.LockFile;
import io.github.whittle.config.BaseReference;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.Debootstrap;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.ImageRunner;
import io.github.whittle.support.Tool;
import io.github.whittle.support.UmociImage;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dynamic programs FROM scratch run with the libraries of a locked distribution. */
final class LibrariesIT {
  private static UmociImage debian;
  private static Bases bases;
  private static ImageRunner runner;

  @TempDir private static Path shared;
  @TempDir private Path dir;

  @BeforeAll
  static void lock() throws Exception {
    Tool.require("podman");
    Tool.require("g++");
    debian = Debootstrap.image();
    var reference = BaseReference.parse("oci://" + debian.layout(), shared);
    var empty = LockFile.read(shared.resolve(LockFile.NAME));
    bases = bases(empty.withImages(Map.of(reference, bases(empty).resolve(reference))));
    runner = ImageRunner.open();
  }

  @AfterAll
  static void close() throws IOException {
    if (runner != null) {
      runner.close();
    }
  }

  private static Bases bases(LockFile lock) throws IOException {
    var cache = new BlobCache(shared.resolve("cache"), Progress.silent());
    var access = new RegistryAccess(CredentialsSource.none(), host -> false);
    return new Bases(cache, lock, access, true, Progress.silent());
  }

  private Request request() {
    return new Request(dir).platforms(UmociImage.platform()).images(bases::base);
  }

  private String run(Request request, String... args) throws Exception {
    request.build();
    var layout = dir.resolve("target/whittle/image");
    ImageLayout.validate(layout);
    return runner.run("oci:" + layout, args);
  }

  /** A file of the distribution among those of the project. */
  private String taken(String path) throws IOException {
    var name = Path.of(path).getFileName().toString();
    Files.copy(Debootstrap.root().resolve(path.substring(1)), dir.resolve(name));
    return name;
  }

  @Test
  void bashRunsAndHasWhatLddLists() throws Exception {
    var request =
        request()
            .file(taken("/bin/bash"), "/usr/bin/bash")
            .libraries(debian.layout().toString(), "", "", "");
    assertThat(run(request, "-c", "echo $((6 * 7)) /lib64/*")).startsWith("42 /lib64/ld-");
    var image = ImageLayout.validate(dir.resolve("target/whittle/image")).image();
    var ldd =
        Tool.named("chroot")
            .run(
                Debootstrap.root().toString(),
                "sh",
                "-c",
                "ldd /bin/bash | grep -o '/[^ ]*'" + " | xargs realpath");
    assertThat(
            image.layers().get(0).paths().stream().filter(p -> p.contains(".so")).map(p -> "/" + p))
        .containsAll(ldd.lines().toList());
    assertThat(image.layers()).hasSize(2);
  }

  /** Debian's /bin and /lib are links; a file of one's own there makes them folders. */
  @Test
  void programsInFoldersThatTheDistributionOnlyLinksRun() throws Exception {
    Files.writeString(dir.resolve("own.c"), "int own(void) { return 42; }");
    Files.writeString(
        dir.resolve("m.c"),
        "#include <stdio.h>\nint own(void); int main(void) { printf(\"%d\\n\", own()); }");
    var gcc = Tool.named("gcc").in(dir);
    gcc.run("-shared", "-fPIC", "own.c", "-o", "libown.so.1", "-Wl,-soname,libown.so.1");
    gcc.run("m.c", "-o", "app", "./libown.so.1");
    Files.writeString(dir.resolve("run"), "#!/bin/bash\n/bin/app; echo /bin/* /lib64/*\n");
    var request =
        request()
            .file("app", "/bin/app")
            .file("run", "/bin/run")
            .file("libown.so.1", "/lib/libown.so.1")
            .libraries(debian.layout().toString(), "", "", "")
            .entrypoint("/bin/run");
    assertThat(run(request))
        .isEqualTo("42\n/bin/app /bin/bash /bin/run /lib64/ld-linux-x86-64.so.2\n");
  }

  @Test
  void aProgramIsCopiedWithItsLibrariesByAPathOverALink() throws Exception {
    var request = request().copy(debian.layout(), "/bin/bash").entrypoint("/bin/bash");
    assertThat(run(request, "-c", "echo /bin/* /usr/*"))
        .isEqualTo("/bin/bash /usr/lib /usr/lib64\n");
  }

  @Test
  void pythonRunsWithTheLibrariesOfItsModules() throws Exception {
    var request =
        request()
            .copy(debian.layout(), "/usr/bin/python3", "/usr/lib/python3.11")
            .entrypoint("/usr/bin/python3");
    assertThat(run(request, "-c", "import math, re; print(math.sqrt(16))")).isEqualTo("4.0\n");
  }

  @Test
  void aProgramInCppCatchesWhatItThrowsWithLibrariesOfEitherSource() throws Exception {
    Files.writeString(
        dir.resolve("hello.cc"),
        """
        #include <iostream>
        #include <stdexcept>
        int main() {
          try { throw std::runtime_error("caught"); }
          catch (const std::exception& e) { std::cout << e.what() << std::endl; }
        }
        """);
    Tool.named("g++").in(dir).run("hello.cc", "-o", "hello");
    assertThat(
            run(
                request()
                    .file("hello", "/hello")
                    .libraries(debian.layout().toString(), "", "", "")))
        .isEqualTo("caught\n");
    var host = request().file("hello", "/hello").libraries("host", "", "", "");
    assertThat(run(host)).isEqualTo("caught\n");
    assertThat(host.log.lines()).anyMatch(line -> line.contains("which nothing pins"));
  }

  @Test
  void theLoaderFindsALibraryThatOnlyTheCacheOfTheDistributionListed() throws Exception {
    var program = taken("/opt/odd/uses-odd");
    var request =
        request().file(program, "/uses-odd").libraries(debian.layout().toString(), "", "", "");
    assertThat(run(request)).isEqualTo("odd\n");
  }

  @Test
  void iconvConvertsWithTheOneModuleThatIsAskedFor() throws Exception {
    Files.write(dir.resolve("text"), "\u00fc\n".getBytes("UTF-16"));
    var request =
        request()
            .file(taken("/usr/bin/iconv"), "/usr/bin/iconv")
            .file("text", "/text")
            .libraries(debian.layout().toString(), "files,dns", "utf-16", "C.UTF-8")
            .args("-f", "UTF-16", "-t", "UTF-8", "/text");
    assertThat(run(request)).isEqualTo("\u00fc\n");
  }

  @Test
  void glibcAsksTheModuleThatIsAskedFor() throws Exception {
    Files.writeString(dir.resolve("nsswitch"), "passwd: compat\n");
    Files.writeString(dir.resolve("passwd"), "jo:x:7:7::/:/bin/sh\n");
    for (var nss : List.of("compat", "")) {
      var request =
          request()
              .file(nss.isEmpty() ? "getent" : taken("/usr/bin/getent"), "/usr/bin/getent")
              .file("nsswitch", "/etc/nsswitch.conf")
              .file("passwd", "/etc/passwd")
              .libraries(debian.layout().toString(), nss, "", "");
      request.build();
      var ran = runner.ran("oci:" + dir.resolve("target/whittle/image"), "passwd", "jo");
      assertThat(ran.out()).isEqualTo(nss.isEmpty() ? "" : "jo:x:7:7::/:/bin/sh\n");
      assertThat(request.log.lines()).noneMatch(line -> line.contains("<nss>"));
    }
  }

  @Test
  void programsFindTheLocaleThatIsAskedFor() throws Exception {
    for (var locale : List.of("C.UTF-8", "")) {
      var request =
          request()
              .file(locale.isEmpty() ? "locale" : taken("/usr/bin/locale"), "/usr/bin/locale")
              .libraries(debian.layout().toString(), "", "", locale)
              .environment(Map.of("LANG", "C.UTF-8"))
              .args("charmap");
      assertThat(run(request)).isEqualTo(locale.isEmpty() ? "ANSI_X3.4-1968\n" : "UTF-8\n");
    }
  }

  @Test
  void aVersionThatTheDistributionLacksFailsTheBuild() throws Exception {
    Files.writeString(dir.resolve("v.c"), "int later(void) { return 1; }");
    Files.writeString(dir.resolve("v.map"), "LIBODD_9 { global: later; };");
    Files.writeString(dir.resolve("m.c"), "int later(void); int main(void) { return later(); }");
    var gcc = Tool.named("gcc").in(dir);
    gcc.run("-shared", "-fPIC", "v.c", "-o", "libodd.so", "-Wl,--version-script=v.map");
    gcc.run("m.c", "-o", "new", "-L.", "-lodd");
    assertThatThrownBy(
            () ->
                request()
                    .file("new", "/new")
                    .libraries(debian.layout().toString(), "", "", "")
                    .build())
        .hasMessageContaining("'/new' needs version LIBODD_9 of '/opt/odd/libodd.so'");
  }
}
