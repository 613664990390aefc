package io.github.whittle.content;

import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Certificates;
import io.github.whittle.config.Certificates.Source;
import io.github.whittle.config.SystemItem;
import io.github.whittle.registry.RegistryException;
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

  static FileTree read(SystemItem item, Scene scene) throws IOException, RegistryException {
    try {
      var entries = new TreeMap<TreePath, Entry>(new UserFiles(scene).read(item.users()));
      if (item.certificates().source() != Source.NONE) {
        var bundle = Content.of(bundle(item.certificates(), scene));
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

  private static byte[] bundle(Certificates certificates, Scene scene)
      throws IOException, RegistryException {
    return switch (certificates.source()) {
      case JDK -> CaBundle.ofJdk();
      case HOST -> CaBundle.ofHost();
      case IMAGE -> ofImage(certificates.image().orElseThrow(), scene);
      case NONE -> new byte[0];
    };
  }

  private static byte[] ofImage(BaseReference image, Scene scene)
      throws IOException, RegistryException {
    return CaBundle.ofImage(scene.images().tree(image, scene.platform()), image.toString());
  }
}
