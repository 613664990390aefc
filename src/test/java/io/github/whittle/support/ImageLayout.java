package io.github.whittle.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * An OCI image layout in which every promise of every file was checked.
 *
 * <p>One entry point; every digest and size is that of its blob; no blob is left over; media types
 * and platforms are the same wherever they are named; diffIds are those of the unpacked layers, as
 * many as there are layers and entries of history.
 *
 * @see <a href="https://github.com/google/go-containerregistry/tree/main/pkg/v1/validate">the
 *     model: go-containerregistry's validate</a>
 */
public final class ImageLayout {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private final List<Image> images = new ArrayList<>();
  private String digest = "";
  private String mediaType = "";

  private ImageLayout(Path folder) {
    this.folder = folder;
  }

  /** The image of one platform. */
  public record Image(
      String platform, String digest, JsonNode manifest, JsonNode config, List<Layer> layers) {
    /** The paths of all layers in order, as they are written. */
    public List<String> paths() {
      return layers.stream().flatMap(layer -> layer.paths().stream()).toList();
    }
  }

  /**
   * One layer.
   *
   * @param size of the blob
   * @param unpackedSize of the tar, its padding included
   */
  public record Layer(
      Path blob, String mediaType, long size, long unpackedSize, List<TarArchiveEntry> entries) {
    public List<String> paths() {
      return entries.stream().map(TarArchiveEntry::getName).toList();
    }

    public TarArchiveEntry entry(String path) {
      return entries.stream()
          .filter(entry -> entry.getName().equals(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError(path + " is not in " + paths()));
    }

    /** The bytes of one file. */
    public byte[] read(String path) throws IOException {
      try (var tar = new TarArchiveInputStream(unpack(blob, mediaType), "UTF-8")) {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          if (entry.getName().equals(path)) {
            return tar.readAllBytes();
          }
        }
      }
      throw new AssertionError(path + " is not in " + paths());
    }
  }

  /** Reads the layout; fails with everything that is wrong with it. */
  public static ImageLayout validate(Path folder) throws IOException {
    var layout = new ImageLayout(folder);
    layout.check();
    if (!layout.faults.isEmpty()) {
      throw new AssertionError(folder + ":\n  " + String.join("\n  ", layout.faults));
    }
    return layout;
  }

  /** Of the one manifest or index that the layout names. */
  public String digest() {
    return digest;
  }

  /** Of the one manifest or index that the layout names. */
  public String mediaType() {
    return mediaType;
  }

  /** One a platform, in the order of the index. */
  public List<Image> images() {
    return List.copyOf(images);
  }

  /** The image of the one platform. */
  public Image image() {
    if (images.size() != 1) {
      throw new AssertionError(
          "not one image, but " + images.stream().map(Image::platform).toList());
    }
    return images.get(0);
  }

  public Image image(String platform) {
    return images.stream()
        .filter(image -> image.platform().equals(platform))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no image for " + platform));
  }

  private void check() throws IOException {
    expect(
        "imageLayoutVersion",
        "1.0.0",
        read(folder.resolve("oci-layout")).path("imageLayoutVersion"));
    var index = read(folder.resolve("index.json"));
    expect("schemaVersion of index.json", "2", index.path("schemaVersion"));
    var manifests = index.path("manifests");
    expect("entry points in index.json", 1, manifests.size());
    for (var descriptor : manifests) {
      digest = descriptor.path("digest").asText();
      mediaType = descriptor.path("mediaType").asText();
      root(descriptor);
    }
    expect("blobs", new TreeSet<>(seen), blobs());
  }

  private Set<String> blobs() throws IOException {
    try (var files = Files.list(folder.resolve("blobs/sha256"))) {
      return new TreeSet<>(files.map(file -> "sha256:" + file.getFileName()).toList());
    }
  }

  private void root(JsonNode descriptor) throws IOException {
    var json = json(descriptor);
    if (!json.has("manifests")) {
      images.add(image(descriptor, json));
      return;
    }
    var platforms = new ArrayList<String>();
    for (var child : json.path("manifests")) {
      var image = image(child, json(child));
      expect("platform of " + image.digest(), image.platform(), platform(child.path("platform")));
      platforms.add(image.platform());
      images.add(image);
    }
    expect("platforms, each once", List.copyOf(new LinkedHashSet<>(platforms)), platforms);
  }

  private Image image(JsonNode descriptor, JsonNode manifest) throws IOException {
    var config = json(manifest.path("config"));
    var layers = new ArrayList<Layer>();
    var diffIds = new ArrayList<String>();
    for (var layer : manifest.path("layers")) {
      var blob = blob(layer);
      var type = layer.path("mediaType").asText();
      try (var tar = new Measured(unpack(blob, type))) {
        var entries = entries(tar);
        tar.transferTo(OutputStream.nullOutputStream());
        layers.add(new Layer(blob, type, Files.size(blob), tar.count, entries));
        diffIds.add(text(tar.sum));
      }
    }
    expect("rootfs type", "layers", config.path("rootfs").path("type"));
    expect("diffIds", diffIds, texts(config.path("rootfs").path("diff_ids")));
    if (config.has("history")) {
      var full =
          stream(config.path("history")).filter(h -> !h.path("empty_layer").asBoolean()).count();
      expect("layers in the history", (long) layers.size(), full);
    }
    return new Image(
        platform(config), descriptor.path("digest").asText(), manifest, config, layers);
  }

  private static List<TarArchiveEntry> entries(InputStream in) throws IOException {
    var entries = new ArrayList<TarArchiveEntry>();
    // umoci ends some layers at their last byte: commons-compress wants padding, readers do not.
    var end = new ByteArrayInputStream(new byte[1024]);
    var tar =
        new TarArchiveInputStream(
            new SequenceInputStream(CloseShieldInputStream.wrap(in), end), // the caller closes
            "UTF-8");
    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      entries.add(entry);
    }
    return entries;
  }

  private static InputStream unpack(Path blob, String mediaType) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(blob));
    if (mediaType.endsWith("gzip")) {
      return new GZIPInputStream(in);
    }
    return mediaType.endsWith("zstd") ? new ZstdInputStream(in) : in;
  }

  private static String platform(JsonNode json) {
    return Stream.of("os", "architecture", "variant")
        .filter(json::has)
        .map(name -> json.path(name).asText())
        .reduce((a, b) -> a + "/" + b)
        .orElse("");
  }

  private JsonNode json(JsonNode descriptor) throws IOException {
    var json = read(blob(descriptor));
    if (json.has("mediaType")) {
      expect(
          "media type of " + descriptor.path("digest").asText(),
          json.path("mediaType").asText(),
          descriptor.path("mediaType"));
    }
    return json;
  }

  private Path blob(JsonNode descriptor) throws IOException {
    var name = descriptor.path("digest").asText();
    var file = folder.resolve("blobs").resolve(name.replace(':', '/'));
    if (seen.add(name)) {
      try (var in = new Measured(Files.newInputStream(file))) {
        in.transferTo(OutputStream.nullOutputStream());
        expect("digest of a blob", text(in.sum), descriptor.path("digest"));
      }
    }
    expect("size of " + name, "" + Files.size(file), descriptor.path("size"));
    return file;
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }

  private void expect(String what, String expected, JsonNode found) {
    expect(what, expected, found.asText());
  }

  private void expect(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      faults.add("%s: expected %s, found %s".formatted(what, expected, found));
    }
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String text(MessageDigest sum) {
    return "sha256:" + HexFormat.of().formatHex(sum.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Counts and digests what is read or skipped; a {@code FilterInputStream} would not see skips.
   */
  private static final class Measured extends InputStream {
    private final InputStream in;
    private final MessageDigest sum = sha256();
    private long count;

    private Measured(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var some = in.read(buffer, offset, length);
      count += Math.max(0, some);
      sum.update(buffer, offset, Math.max(0, some));
      return some;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
