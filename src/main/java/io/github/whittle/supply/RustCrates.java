package io.github.whittle.supply;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.elf.ElfBytes;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The crates that {@code cargo auditable} lists in a program: JSON, compressed by zlib.
 *
 * @see <a href="https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md">
 *     cargo-auditable, parsing</a>
 */
final class RustCrates {
  private static final String SECTION = ".dep-v0";
  private static final int MOST = 1 << 20;
  private static final int MOST_UNPACKED = 8 << 20;

  private RustCrates() {}

  /** Nothing for a program that has no such list. */
  static List<Module> read(ElfBytes program) throws IOException {
    var section = program.section(SECTION, MOST);
    if (section.isEmpty()) {
      return List.of();
    }
    var packed = new ByteArrayInputStream(section.get().array());
    try (var in = new InflaterInputStream(packed)) {
      return crates(Json.read(in.readNBytes(MOST_UNPACKED), SECTION));
    } catch (ZipException | EOFException | InvalidInputException e) {
      return List.of(); // Damaged: it says nothing.
    }
  }

  /** Those that ran while the program was compiled are not in it. */
  private static List<Module> crates(JsonNode list) {
    var crates = new ArrayList<Module>();
    for (var crate : list.path("packages")) {
      var name = crate.path("name").asText();
      if (!name.isEmpty() && !crate.path("kind").asText().equals("build")) {
        boolean isPublished = crate.path("source").asText().equals("crates.io");
        crates.add(new Module(Module.RUST, name, crate.path("version").asText(), isPublished));
      }
    }
    return crates;
  }
}
