package io.github.whittle.support;

import io.github.whittle.image.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What somebody pushed, whoever it was: ours is compared with that of others.
 *
 * @param config the image's configuration as JSON
 * @param layers the files of each, by path, the lowest first
 * @param sizes of the layers' blobs
 */
public record PushedImage(String config, List<Map<String, byte[]>> layers, List<Long> sizes) {

  /**
   * @param name {@code host/name:tag}
   * @param folder for a copy; it must not exist
   */
  public static PushedImage read(String name, Path folder) throws IOException {
    var skopeo = Tool.named("skopeo");
    Files.createDirectories(folder);
    skopeo.run("copy", "--src-tls-verify=false", "docker://" + name, "dir:" + folder);
    var manifest = Manifest.read(Files.readAllBytes(folder.resolve("manifest.json")));
    var layers = new ArrayList<Map<String, byte[]>>();
    var sizes = new ArrayList<Long>();
    for (var layer : manifest.layers()) {
      layers.add(files(folder.resolve(layer.digest().hex())));
      sizes.add(layer.size());
    }
    return new PushedImage(
        Files.readString(folder.resolve(manifest.config().digest().hex())), layers, sizes);
  }

  private static Map<String, byte[]> files(Path blob) throws IOException {
    var files = new TreeMap<String, byte[]>();
    var gzip = new GZIPInputStream(Files.newInputStream(blob));
    try (var tar = new TarArchiveInputStream(gzip, "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          files.put(entry.getName(), tar.readAllBytes());
        }
      }
    }
    return files;
  }
}
