package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.base.LockFile;
import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Slim;
import io.github.whittle.image.Platform;
import io.github.whittle.support.TinyElf;
import io.github.whittle.tree.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir Path dir;

  private static Slim slim(Slim.Mode mode, String... remove) {
    var patterns = Stream.of(remove).map(PathPattern::parse).toList();
    return new Slim(
        mode, List.of(), List.of(), patterns, List.of(), Optional.empty(), false, false);
  }

  private Why why(BaseScene base, Slim slim) throws Exception {
    Request.write(dir.resolve("app"), TinyElf.program(TinyElf.AMD64, 5000));
    base.request().slim(slim).file("app", "/app").build();
    var output = new OutputFolder(dir.resolve("target/whittle"));
    var platform = Platform.parse("linux/amd64");
    var image =
        base.bases(LockFile.empty()).base(output.reference(), output.image().digest(), platform);
    return new Why(image, output.decisions().get(platform));
  }

  @Test
  void aPathIsExplainedAlsoThroughTheLinksOnItsWay() throws Exception {
    var base =
        new BaseScene(dir).layer("/bin -> usr/bin", "/usr/bin/perl=perl", "/usr/bin/sed=sed");
    var why = why(base, slim(Slim.Mode.OFF, "/usr/bin/perl"));

    assertThat(why.lines(new TreePath("/bin/perl")))
        .containsExactly(
            "/bin/perl is /usr/bin/perl, through a link",
            "/usr/bin/perl was left out (4 bytes): <remove>/usr/bin/perl</remove> (layer 1 of the base)");
    assertThat(why.lines(new TreePath("/bin/sed")).get(1))
        .startsWith("/usr/bin/sed is in the image");
    assertThat(why.lines(new TreePath("/nothing")).get(0)).contains("it was never there");
  }

  @Test
  void whatStaysIsToldWithSizeLayerPackageAndReason() throws Exception {
    var status = "Package: base\nStatus: install ok installed\nArchitecture: all\nVersion: 12\n";
    var base =
        new BaseScene(dir)
            .layer("/etc/passwd=root:x:0:0", "/etc/motd=hello")
            .layer(
                "/var/lib/dpkg/status=" + status,
                "/var/lib/dpkg/info/base.list=/etc/passwd\n/etc/motd\n");
    var why = why(base, slim(Slim.Mode.REACHABLE));

    var lines = why.lines(new TreePath("/etc/passwd"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("/etc/passwd is in the image: 10 bytes, 0755 0:0");
    assertThat(lines.get(1)).matches("  from layer 1 of 2 \\(sha256:.*\\), package base 12");
    assertThat(lines.get(2))
        .isEqualTo(
            "/etc/passwd stays: users, certificates and the system's name always stay (layer 1 of the base, package base 12)");
    assertThat(why.lines(new TreePath("/etc/motd")))
        .containsExactly(
            "/etc/motd was left out (5 bytes): nothing that stays needs it (layer 1 of the base, package base 12)");
  }
}
