package io.github.whittle.config;

import java.util.Optional;

/** One entry of {@code <contents>}; its tag is the record's name without {@code Item}. */
public sealed interface ContentItem
    permits FileItem,
        DirectoryItem,
        ArchiveItem,
        ArtifactItem,
        CopyItem,
        LinkItem,
        ApplicationItem,
        RuntimeItem,
        LibrariesItem,
        SystemItem {
  /** Where the user wrote it, for errors that come to light later. */
  Where where();

  /** How it is stripped, where it says so. */
  default Optional<ItemStrip> strip() {
    return Optional.empty();
  }

  /** Whether it stands for one path, which no other single item may have. */
  default boolean isSingle() {
    return false;
  }

  /** Whether it is made of what is above it; behind an error there, its own would be untrue. */
  default boolean followsOthers() {
    return false;
  }

  /** Whether its programs are packed; nothing where it does not say so. */
  default Optional<Pack> pack() {
    return Optional.empty();
  }
}
