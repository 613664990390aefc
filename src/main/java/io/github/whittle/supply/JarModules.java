package io.github.whittle.supply;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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

  /** Bytes that are unpacked at the most: what is behind them is not seen. */
  private static final long MOST = 2L << 30;

  private static final int MOST_OF_COORDINATES = 1 << 16;

  private final List<Module> found = new ArrayList<>();
  private final byte[] buffer = new byte[1 << 16];
  private long left;

  private JarModules(long most) {
    this.left = most;
  }

  /** Whether a file is called so. */
  static boolean isJar(TreePath path) {
    return JAR.matcher(path.name()).matches();
  }

  /** None for what is no jar; of a damaged one those before the damage. */
  static List<Module> read(Content content) throws IOException {
    return read(content, MOST);
  }

  /**
   * @param most bytes that are unpacked
   */
  static List<Module> read(Content content, long most) throws IOException {
    var modules = new JarModules(most);
    try (var in = content.open()) {
      modules.read(in, DEPTH);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      return modules.found;
    }
    return modules.found;
  }

  private void read(InputStream in, int depth) throws IOException {
    var zip = new ZipInputStream(in);
    for (var e = next(zip); e != null; e = next(zip)) {
      if (COORDINATES.matcher(e.getName()).matches()) {
        add(zip.readNBytes(MOST_OF_COORDINATES));
      } else if (isPackedJar(e) && depth > 1) {
        read(zip, depth - 1);
      }
      for (int n = zip.read(buffer); n >= 0 && left > 0; n = zip.read(buffer)) {
        left -= n;
      }
    }
  }

  /** Asks for none behind the bound: the zip would first unpack the rest of the entry before. */
  private ZipEntry next(ZipInputStream zip) throws IOException {
    return left > 0 ? zip.getNextEntry() : null;
  }

  private static boolean isPackedJar(ZipEntry entry) {
    return JAR.matcher(entry.getName()).matches();
  }

  private void add(byte[] properties) throws IOException {
    var words = new Properties();
    words.load(new ByteArrayInputStream(properties));
    var group = words.getProperty("groupId", "");
    var artifact = words.getProperty("artifactId", "");
    if (!group.isEmpty() && !artifact.isEmpty()) {
      var version = words.getProperty("version", "");
      found.add(new Module(Module.MAVEN, group + "/" + artifact, version, true));
    }
  }
}
