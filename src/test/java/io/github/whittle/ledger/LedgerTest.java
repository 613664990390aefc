package io.github.whittle.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @TempDir Path dir;

  @Test
  void isALineADecisionSortedByPath() {
    var ledger = new Ledger();
    ledger.removed("/usr/share/doc/a", 12, "base", "preset docs");
    ledger.kept("/app/a.ko", "files", "a kernel module");
    ledger.reduced("/app/a", 300, "files", "debug data");

    assertThat(LedgerFile.text(Map.of(AMD64, ledger.decisions())))
        .isEqualTo(
            """
            platform\taction\tbytes\tpath\tfrom\treason
            linux/amd64\treduced\t300\t/app/a\tfiles\tdebug data
            linux/amd64\tkept\t0\t/app/a.ko\tfiles\ta kernel module
            linux/amd64\tremoved\t12\t/usr/share/doc/a\tbase\tpreset docs
            """);
  }

  @Test
  void isReadAsItWasWrittenWhateverIsInAName() throws IOException {
    var ledger = new Ledger();
    ledger.removed("/a\tb\nc\\t\rd", 1, "\\", "\\n");
    var file =
        Files.writeString(dir.resolve("f"), LedgerFile.text(Map.of(AMD64, ledger.decisions())));

    assertThat(LedgerFile.read(file)).isEqualTo(Map.of(AMD64, ledger.decisions()));
  }

  @Test
  void somethingElseIsRefusedWithItsLine() throws IOException {
    var file = Files.writeString(dir.resolve("f"), LedgerFile.text(Map.of()) + "linux/amd64\n");

    assertThatThrownBy(() -> LedgerFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("f:2: this is no ledger");
  }
}
