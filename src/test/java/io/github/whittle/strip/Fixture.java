package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.elf.ElfLayout;
import io.github.whittle.elf.Section;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A file of {@code src/test/resources/elf}, and what one may ask of any ELF file. */
final class Fixture {
  static final List<String> NAMES =
      List.of(
          "amd64",
          "amd64-compressed",
          "amd64-relocations",
          "arm64",
          "armhf",
          "ppc",
          "ppc64el",
          "riscv64",
          "s390x");

  private Fixture() {}

  static byte[] bytes(String name) {
    try (var in = Fixture.class.getResourceAsStream("/elf/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome strip(byte[] bytes, Binaries mode) throws IOException {
    return ElfStrip.strip("f", Content.of(bytes), mode, layout -> Optional.empty());
  }

  /** Of a file that must become smaller. */
  static byte[] stripped(byte[] bytes, Binaries mode) throws IOException {
    return bytes(((Outcome.Smaller) strip(bytes, mode)).content());
  }

  static byte[] bytes(Content content) throws IOException {
    try (var in = content.open()) {
      return in.readAllBytes();
    }
  }

  static ElfLayout layout(byte[] bytes) throws IOException {
    return ElfLayout.read("f", Content.of(bytes)).orElseThrow();
  }

  static List<String> names(byte[] bytes) throws IOException {
    return layout(bytes).sections().stream().map(Section::name).toList();
  }

  /** What a section holds; nothing where there is none of that name. */
  static byte[] section(byte[] bytes, String name) throws IOException {
    return layout(bytes).sections().stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .map(section -> section(bytes, section))
        .orElse(new byte[0]);
  }

  static byte[] section(byte[] bytes, Section section) {
    return section.isInFile()
        ? Arrays.copyOfRange(
            bytes, (int) section.offset(), (int) (section.offset() + section.size()))
        : new byte[0];
  }
}
