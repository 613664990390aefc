package io.github.whittle.elf;

import io.github.whittle.image.Platform;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What programs must find in an image to start: their interpreters and libraries, as the kernel and
 * the dynamic loader would look for them.
 *
 * <p>Libraries for special processors ({@code glibc-hwcaps}) are never among them, nor is what a
 * program loads later by {@code dlopen}.
 *
 * @param files by real path, the programs included, and the links and folders on the way
 * @param problems of all programs; none when all will start
 */
public record Requirements(
    SortedMap<TreePath, Reason> files, List<Problem> problems, List<CacheLine> unlisted) {
  /** A library that the loader finds only if {@code ld.so.cache} is made to list it. */
  record CacheLine(LdSoCache.Entry entry, ByteOrder order) {}

  public Requirements {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    problems = List.copyOf(problems);
    unlisted = List.copyOf(unlisted);
  }

  /**
   * Of programs in an image that is complete.
   *
   * @param environment of the image; PATH and LD_LIBRARY_PATH count
   * @param programs ELF programs, scripts or shared libraries; others are a problem themselves
   */
  public static Requirements of(
      Lookup image,
      Platform platform,
      Map<String, String> environment,
      Collection<TreePath> programs)
      throws IOException {
    return of(List.of(new ImageFiles(image)), platform, environment, programs);
  }

  /**
   * Of programs in an image that gets what it lacks from elsewhere. What the image has is taken
   * first, wherever the loader looks for it.
   *
   * <p>The files are those of a {@link io.github.whittle.tree.Completed} of both.
   */
  public static Requirements of(
      FileTree image,
      Lookup source,
      Platform platform,
      Map<String, String> environment,
      Collection<TreePath> programs)
      throws IOException {
    return of(ImageFiles.of(image, source), platform, environment, programs);
  }

  private static Requirements of(
      List<ImageFiles> files,
      Platform platform,
      Map<String, String> environment,
      Collection<TreePath> programs)
      throws IOException {
    var walk = new ProgramWalk(files, platform, environment);
    for (var program : programs) {
      walk.start(program);
    }
    return walk.requirements();
  }

  /**
   * The {@code /etc/ld.so.cache} with which the loader finds all {@link #files} in {@code image};
   * nothing where it finds them as the image is.
   */
  public Optional<Content> cache(FileTree image) throws IOException {
    var before = new ImageFiles(image).cache();
    var after = before.with(unlisted.stream().map(CacheLine::entry).toList());
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(Content.of(LdSoCacheFile.write(after, unlisted.get(0).order())));
  }
}
