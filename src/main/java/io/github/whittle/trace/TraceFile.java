package io.github.whittle.trace;

import io.github.whittle.archive.TarText;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace on disk: a text of one path a line, sorted, with comments in front of {@code #}; it is
 * made to be committed and reviewed.
 *
 * <p>Read are also the outputs of {@code inotifywait}, of {@code strace -f}, of {@code
 * -Xlog:class+load}, and plain lists of paths; the first line that is no comment tells which it is.
 */
public final class TraceFile {
  private static final List<String> HEADER =
      List.of(
          "# What the program of the image touched, a path a line. The goal trace adds to this file and sorts",
          "# it; to begin anew, delete it. Comments of yours are not kept.");

  private static final String MISSING = "#? ";

  private TraceFile() {}

  /** The text: what is there, and then as comments what was looked for in vain. */
  public static byte[] text(Trace trace) {
    var lines = new ArrayList<>(HEADER);
    trace.paths().forEach(path -> lines.add(escaped(path)));
    if (!trace.missing().isEmpty()) {
      lines.add("# Looked for, and not there:");
      trace.missing().forEach(path -> lines.add(MISSING + escaped(path)));
    }
    var out = new ByteArrayOutputStream();
    lines.forEach(line -> out.writeBytes(TarText.encode(line + "\n")));
    return out.toByteArray();
  }

  /** Writes the file in one step. */
  public static void write(Trace trace, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, text(trace));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * @throws InvalidInputException with file and line, for a text of none of these kinds
   */
  public static Trace read(Path file) throws IOException {
    var text = TarText.decode(Files.readAllBytes(file));
    // Not lines(): a lone carriage return may be part of a name.
    var lines = List.of(text.split("\r?\n"));
    return TraceKind.of(lines).read(lines, file.toString());
  }

  /** A line of ours or of a plain list; nothing is added for other comments. */
  static void readLine(String line, List<TreePath> paths, List<TreePath> missing) {
    if (line.startsWith(MISSING)) {
      missing.add(TreePath.parse(unescaped(line.substring(MISSING.length()))));
    } else if (line.startsWith("/") || line.startsWith("./")) {
      paths.add(TreePath.parse(unescaped(line)));
    } else if (!line.isBlank() && !line.startsWith("#")) {
      throw new InvalidInputException(
          "'%s' is no path; write one that begins with /, or a comment with #".formatted(line));
    }
  }

  private static String escaped(TreePath path) {
    return path.value().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean escape = text.charAt(i) == '\\' && i + 1 < text.length();
      result.append(escape ? control(text.charAt(++i)) : text.charAt(i));
    }
    return result.toString();
  }

  private static char control(char letter) {
    return letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter;
  }
}
