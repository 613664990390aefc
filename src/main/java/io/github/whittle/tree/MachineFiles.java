package io.github.whittle.tree;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A file system of this machine, read as it is asked for. Devices and the like are not shown.
 *
 * <p>Owners are 0:0 and times 0, since they are the machine's.
 */
public final class MachineFiles implements Lookup {
  private final Path root;
  private final Map<TreePath, Optional<Inode>> known = new HashMap<>();

  /**
   * @param root the folder that is the root; of a system with modes
   */
  public MachineFiles(Path root) {
    this.root = root;
  }

  @Override
  public Optional<Inode> inode(TreePath path) {
    return known.computeIfAbsent(path, this::read);
  }

  private Optional<Inode> read(TreePath path) {
    var file = root.resolve(path.relative());
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      var attributes = Attributes.of(mode & 07777, 0);
      if (Files.isSymbolicLink(file)) {
        return Optional.of(new Symlink(attributes, Files.readSymbolicLink(file).toString()));
      }
      if (Files.isRegularFile(file)) {
        return Optional.of(new RegularFile(attributes, Content.of(file)));
      }
      return Files.isDirectory(file) ? Optional.of(new Directory(attributes)) : Optional.empty();
    } catch (FileSystemException e) {
      return Optional.empty(); // Nothing is there, or what the user of the build may not see.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> names(TreePath folder) {
    var names = new TreeSet<String>();
    try (var files = Files.newDirectoryStream(root.resolve(folder.relative()))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (DirectoryIteratorException | FileSystemException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(names);
  }
}
