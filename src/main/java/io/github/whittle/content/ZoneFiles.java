package io.github.whittle.content;

import io.github.whittle.config.Timezones;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Timezones of a machine as files of an image; zones that are the same share one.
 *
 * @param zoneinfo the machine's folder
 */
record ZoneFiles(Path zoneinfo) {
  private static final TreePath TARGET = new TreePath("/usr/share/zoneinfo");
  private static final byte[] MAGIC = "TZif".getBytes(StandardCharsets.US_ASCII);

  /** The same zones again, in other counts of seconds, and what the machine itself is set to. */
  private static final Pattern OTHERS =
      Pattern.compile("(posix|right)/.*|(.*/)?(localtime|posixrules)");

  static ZoneFiles ofHost() {
    return new ZoneFiles(Path.of(TARGET.value()));
  }

  /**
   * @throws InvalidInputException for a zone that is not there
   */
  Map<TreePath, Entry> read(Timezones zones, Scene scene) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    var seen = new HashMap<Bytes, TreePath>();
    for (var name : zones.all() ? all() : zones.names().stream().sorted().toList()) {
      var bytes = zone(name);
      var path = TARGET.resolve(name);
      var same = seen.putIfAbsent(Bytes.of(bytes), path);
      entries.put(
          path,
          same == null
              ? new RegularFile(scene.attributes(0644), Content.of(bytes))
              : new HardLink(same));
    }
    return entries;
  }

  private byte[] zone(String name) throws IOException {
    var file = zoneinfo.resolve(name);
    if (!isZone(file)) {
      throw new InvalidInputException(
          "'%s' is not a timezone of this machine: '%s' is none; write a name as Europe/Berlin, and see that tzdata is installed"
              .formatted(name, file));
    }
    return Files.readAllBytes(file);
  }

  private List<String> all() throws IOException {
    if (!Files.isDirectory(zoneinfo)) {
      throw new InvalidInputException(
          "<timezones> is all, and this machine has no '%s'; install tzdata".formatted(zoneinfo));
    }
    // Links to folders lead back: posix is the folder itself on some systems.
    var folder = zoneinfo.toRealPath();
    try (var files = Files.walk(folder)) {
      var names = new ArrayList<String>();
      for (var file : files.toList()) {
        var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (!OTHERS.matcher(name).matches() && isZone(file)) {
          names.add(name);
        }
      }
      return names.stream().sorted().toList();
    }
  }

  private static boolean isZone(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }
}
