package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveProperties {
  @Provide
  Arbitrary<FileTree> trees() {
    return Trees.any();
  }

  @Property(tries = 150)
  void aTreeComesBackFromEveryCompression(
      @ForAll("trees") FileTree tree, @ForAll CompressedFormat format) throws IOException {
    var archive = archive(tree, format);
    try (var work = new WorkFolder(Path.of("target"))) {
      assertThat(Trees.loaded(read(archive, work))).isEqualTo(tree);
    } finally {
      Files.delete(archive);
    }
  }

  @Property(tries = 400)
  void damageIsOneClearError(
      @ForAll("trees") FileTree tree,
      @ForAll CompressedFormat format,
      @ForAll @IntRange(max = 3000) int at,
      @ForAll byte value)
      throws IOException {
    var archive = archive(tree, format);
    var bytes = Files.readAllBytes(archive);
    bytes[at % bytes.length] = value;
    Files.write(archive, bytes);
    try (var work = new WorkFolder(Path.of("target"))) {
      Trees.loaded(read(archive, work));
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).contains(archive.toString());
    } finally {
      Files.delete(archive);
    }
  }

  private static FileTree read(Path archive, WorkFolder work) throws IOException {
    return ArchiveReader.read(archive, work, (name, content) -> 0644);
  }

  private static Path archive(FileTree tree, CompressedFormat format) throws IOException {
    var archive = Files.createTempFile("whittle", ".archive");
    try (var out = packing(format, Files.newOutputStream(archive))) {
      TarWriter.write(tree, out);
    }
    return archive;
  }

  private static OutputStream packing(CompressedFormat format, OutputStream out)
      throws IOException {
    return switch (format) {
      case PLAIN -> out;
      case GZIP -> new GZIPOutputStream(out);
      case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out);
      case XZ -> new XZOutputStream(out, new LZMA2Options(0));
    };
  }
}
