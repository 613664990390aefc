package io.github.whittle.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code <cache>}: where images of others are kept, and for how long; in short {@code
 * <cache>folder</cache>}.
 *
 * @param folder nothing for the user's usual folder
 * @param limit above it the cache is cleaned
 * @param unused what nobody used for that long leaves then
 */
public record Cache(
    Optional<Path> folder,
    @Default(Cache.LIMIT) ByteSize limit,
    @Default(Cache.UNUSED) TimeSpan unused) {
  static final String LIMIT = "10 GB";
  static final String UNUSED = "30 days";

  /** What counts where nobody says anything. */
  public static Cache usual() {
    return new Cache(Optional.empty(), ByteSize.parse(LIMIT), TimeSpan.parse(UNUSED));
  }

  static Cache in(Path folder) {
    return new Cache(Optional.of(folder), usual().limit, usual().unused);
  }
}
