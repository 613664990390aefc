package io.github.whittle.content;

import io.github.whittle.config.Certificates;
import io.github.whittle.config.SystemItem;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.TreeMap;

/** What programs expect of a system and an empty image lacks. */
final class SystemTree {
  private static final TreePath BUNDLE = new TreePath("/etc/ssl/certs/ca-certificates.crt");
  private static final TreePath TMP = new TreePath("/tmp");

  private SystemTree() {}

  static FileTree read(SystemItem item, Scene scene) throws IOException {
    try {
      var entries = new TreeMap<TreePath, Entry>(new UserFiles(scene).read(item.users()));
      if (item.certificates() != Certificates.NONE) {
        var bundle = Content.of(CaBundle.of(item.certificates()));
        entries.put(BUNDLE, new RegularFile(scene.attributes(0644), bundle));
      }
      entries.putAll(ZoneFiles.ofHost().read(item.timezones(), scene));
      if (item.tmp()) {
        entries.put(TMP, new Directory(scene.attributes(01777)));
      }
      return FileTree.of(entries);
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }
}
