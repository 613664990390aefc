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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir Path dir;

  @Test
  void aPathIsExplainedAlsoThroughTheLinksOnItsWay() throws Exception {
    Request.write(dir.resolve("app"), TinyElf.program(TinyElf.AMD64, 5000));
    var base =
        new BaseScene(dir).layer("/bin -> usr/bin", "/usr/bin/perl=perl", "/usr/bin/sed=sed");
    var slim =
        new Slim(
            Slim.Mode.OFF,
            List.of(),
            List.of(),
            List.of(PathPattern.parse("/usr/bin/perl")),
            List.of(),
            Optional.empty(),
            false,
            false);
    base.request().slim(slim).file("app", "/app").build();
    var output = new OutputFolder(dir.resolve("target/whittle"));
    var platform = Platform.parse("linux/amd64");
    var image =
        base.bases(LockFile.empty()).base(output.reference(), output.image().digest(), platform);
    var why = new Why(image, output.decisions().get(platform));

    assertThat(why.lines(new TreePath("/bin/perl")))
        .containsExactly(
            "/bin/perl is /usr/bin/perl, through a link",
            "/usr/bin/perl was left out (4 bytes): <remove>/usr/bin/perl</remove> (layer 1 of the base)");
    assertThat(why.lines(new TreePath("/bin/sed")).get(1))
        .startsWith("/usr/bin/sed is in the image");
    assertThat(why.lines(new TreePath("/nothing")).get(0)).contains("it was never there");
  }
}
