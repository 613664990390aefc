package io.github.whittle.archive;

import io.github.whittle.tree.Bytes;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** Reads a zip, or a jar, entry by entry. */
public final class ZipMembers {
  private ZipMembers() {}

  /**
   * All entries in the order in which they stand in the file; also several of one name.
   *
   * @throws InvalidInputException if it cannot be written again without loss; the reason goes on
   *     after the file's name
   */
  public static List<ZipMember> read(Path file) throws IOException {
    try (var zip = ZipReader.open(file)) {
      if (zip.getFirstLocalFileHeaderOffset() > 0) {
        throw new InvalidInputException("data stands before the zip in it");
      }
      return members(zip, file);
    }
  }

  /**
   * The same, also of a zip behind other data: a jar that is a program, with a shell script before
   * it.
   *
   * @throws InvalidInputException if it cannot be read; the reason goes on after the file's name
   */
  public static List<ZipMember> readBehindData(Path file) throws IOException {
    try (var zip = ZipReader.open(file)) {
      return members(zip, file);
    }
  }

  private static List<ZipMember> members(ZipFile zip, Path file) throws IOException {
    check(zip, file);
    var places = places(zip);
    var members = new ArrayList<ZipMember>();
    for (var entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      members.add(member(file, entry, places.get(entry)));
    }
    return members;
  }

  private static void check(ZipFile zip, Path file) throws IOException {
    long size = 0;
    for (var entry : Collections.list(zip.getEntries())) {
      size += Math.max(0, entry.getSize());
    }
    if (size > UnpackLimit.USUAL.of(Files.size(file))) {
      throw new InvalidInputException("it unpacks to %s bytes".formatted(size));
    }
  }

  /** By identity: entries of one name are equal. */
  private static Map<ZipArchiveEntry, Integer> places(ZipFile zip) {
    var places = new IdentityHashMap<ZipArchiveEntry, Integer>();
    for (var entry : Collections.list(zip.getEntries())) {
      places.put(entry, places.size());
    }
    return places;
  }

  private static ZipMember member(Path file, ZipArchiveEntry entry, int place) {
    var content = ZipReader.content(file, entry);
    boolean deflated = entry.getMethod() == ZipMethod.DEFLATED.getCode();
    return new ZipMember(
        entry.getName(),
        Bytes.of(entry.getRawName()),
        entry.getGeneralPurposeBit().usesUTF8ForNames(),
        place,
        deflated,
        deflated ? content.packed() : content,
        content,
        entry.getCrc());
  }
}
