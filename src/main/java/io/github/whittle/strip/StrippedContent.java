package io.github.whittle.strip;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A file made of parts of another, which is read once, from its beginning to its end, while this is
 * read; nothing of it is held in memory.
 *
 * @param parts those of the original are in its order
 */
record StrippedContent(Content original, List<Part> parts) implements Content {
  StrippedContent {
    parts = List.copyOf(parts);
  }

  @Override
  public long size() {
    return parts.stream().mapToLong(Part::size).sum();
  }

  @Override
  public InputStream open() throws IOException {
    return new PartsStream(original.open(), parts);
  }
}
