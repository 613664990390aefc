package io.github.whittle.supply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The files of Maven repositories that a jar is, or was shaded of: each leaves its coordinates in
 * it. Jars in it are read too.
 */
final class JarModules {
  private static final Pattern JAR = Pattern.compile(".*\\.(?:jar|war|ear)");
  private static final Pattern COORDINATES =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

  /** A jar of Spring Boot has jars in it, and a war with one, again. */
  private static final int DEPTH = 3;

  /** What is read of a jar at the most: what is behind is not seen, and that is told. */
  private static final Bound MOST = new Bound(2L << 30, 1_000_000);

  private static final String ZIP = "PK";

  private static final int MOST_OF_COORDINATES = 1 << 16;

  private final Bound most;
  private final List<Module> found = new ArrayList<>();
  private final byte[] buffer = new byte[1 << 16];
  private long bytes;
  private int entries;
  private String unread = "";

  private JarModules(Bound most) {
    this.most = most;
  }

  /**
   * How much is read.
   *
   * @param bytes unpacked, those of a jar in a jar once more
   * @param entries of all jars together
   */
  record Bound(long bytes, int entries) {}

  /**
   * What a jar says.
   *
   * @param unread why there may be more; empty if all was read
   */
  record Answer(List<Module> modules, String unread) {}

  /** Whether a file is called so. */
  static boolean isJar(TreePath path) {
    return JAR.matcher(path.name()).matches();
  }

  /** Of a damaged one those before the damage; of a jar in it, too. */
  static Answer read(Content content) throws IOException {
    return read(content, MOST);
  }

  static Answer read(Content content, Bound most) throws IOException {
    var modules = new JarModules(most);
    try (var in = content.open()) {
      modules.read(in, DEPTH);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      modules.lack("an unreadable entry");
    }
    return new Answer(modules.found, modules.unread);
  }

  /** A reason before it stays: at the bound a jar in a jar only looks damaged. */
  private void lack(String reason) {
    unread = unread.isEmpty() ? reason : unread;
  }

  private void read(InputStream in, int depth) throws IOException {
    var start = new PushbackInputStream(in, ZIP.length());
    if (!beginsAsZip(start)) {
      lack("data before the zip");
      return;
    }
    var zip = new ZipInputStream(start);
    for (var e = next(zip); e != null; e = next(zip)) {
      var unpacked = new Counted(zip);
      if (COORDINATES.matcher(e.getName()).matches()) {
        add(unpacked.readNBytes(MOST_OF_COORDINATES));
      } else if (isPackedJar(e)) {
        readPacked(unpacked, depth - 1);
      }
      while (unpacked.read(buffer) >= 0) {
        continue; // Only counted.
      }
    }
  }

  private static boolean beginsAsZip(PushbackInputStream in) throws IOException {
    var start = in.readNBytes(ZIP.length());
    in.unread(start);
    return ZIP.startsWith(new String(start, ISO_8859_1));
  }

  /** After one that is damaged the jar around it is whole, unless its own bytes are the damage. */
  private void readPacked(Counted jar, int depth) throws IOException {
    if (depth == 0) {
      lack("jars in jars deeper than %s".formatted(DEPTH));
      return;
    }
    try {
      read(jar, depth);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      if (jar.isDamaged) {
        throw e;
      }
      lack("an unreadable jar in it");
    }
  }

  /** Asks for none behind the bound: the zip would first unpack the rest of the entry before. */
  private ZipEntry next(ZipInputStream zip) throws IOException {
    if (isFull()) {
      return null;
    }
    var next = zip.getNextEntry();
    entries += next == null ? 0 : 1;
    return next;
  }

  private boolean isFull() {
    if (bytes >= most.bytes()) {
      unread = "more than %s bytes".formatted(most.bytes());
    } else if (entries >= most.entries()) {
      unread = "more than %s entries".formatted(most.entries());
    }
    return bytes >= most.bytes() || entries >= most.entries();
  }

  /** An entry that ends at the bound: a jar in it too, whose headers are bytes of nothing else. */
  private final class Counted extends FilterInputStream {
    private boolean isDamaged;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      try {
        int n = isFull() ? -1 : super.read(into, from, count);
        bytes += Math.max(0, n);
        return n;
      } catch (ZipException | EOFException e) {
        isDamaged = true;
        throw e;
      }
    }
  }

  private static boolean isPackedJar(ZipEntry entry) {
    return JAR.matcher(entry.getName()).matches();
  }

  private void add(byte[] properties) throws IOException {
    var words = new Properties();
    try {
      words.load(new ByteArrayInputStream(properties));
    } catch (IllegalArgumentException e) {
      lack("unreadable coordinates");
    }
    var group = words.getProperty("groupId", "");
    var artifact = words.getProperty("artifactId", "");
    if (!group.isEmpty() && !artifact.isEmpty()) {
      var version = words.getProperty("version", "");
      found.add(new Module(Module.MAVEN, group + "/" + artifact, version, true));
    }
  }
}
