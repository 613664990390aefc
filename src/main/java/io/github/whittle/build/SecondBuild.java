package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the project once more, in a copy of its folder, and sees whether the image is the same to
 * the bit.
 */
public final class SecondBuild {
  private static final int TOLD = 5;
  private static final String ERROR = "[ERROR]";

  /** The umask of a shell is inherited; the words after it are not read again. */
  private static final List<String> OTHER_UMASK =
      List.of("sh", "-c", "umask 077; exec \"$@\"", "sh");

  private final OutputFolder output;
  private final BuildAgain again;
  private final Progress progress;

  public SecondBuild(OutputFolder output, BuildAgain again, Progress progress) {
    this.output = output;
    this.again = again;
    this.progress = progress;
  }

  /**
   * @throws InvalidInputException if the second build fails, or gives another image: with the layer
   *     and the file that differ first
   */
  public void run() throws IOException {
    if (!output.folder().startsWith(again.root())) {
      throw new InvalidInputException(
          "<verify><rebuild>: <outputDirectory> '%s' is not within '%s', so a copy of the project would write there too; name one within"
              .formatted(output.folder(), again.root()));
    }
    progress.info("Builds once more, in another folder, time zone, language, umask and order");
    var copy = Files.createTempDirectory("whittle-rebuild").toRealPath();
    var end = new Thread(() -> remove(copy), "whittle-rebuild-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      CheckoutCopy.write(again.root(), copy, again.made());
      build(copy);
      compare(new OutputFolder(copy.resolve(again.root().relativize(output.folder()))));
    } finally {
      remove(copy);
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private void build(Path copy) throws IOException {
    var log = output.folder().resolve("rebuild.log");
    var builder =
        new ProcessBuilder(Stream.concat(OTHER_UMASK.stream(), again.words(copy).stream()).toList())
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile());
    builder.environment().putAll(again.environment());
    if (exitCode(builder.start()) != 0) {
      throw new InvalidInputException(
          "<verify><rebuild>: the second build failed; all that it said is in '%s'\n%s"
              .formatted(log, errors(log)));
    }
  }

  private static int exitCode(Process process) throws IOException {
    var end = new Thread(() -> kill(process), "whittle-rebuild-kill");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
      return code;
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String errors(Path log) throws IOException {
    try (var lines = Files.readString(log, Charset.defaultCharset()).lines()) {
      return lines
          .filter(line -> line.startsWith(ERROR))
          .map(line -> line.substring(ERROR.length()).strip())
          .takeWhile(line -> !line.isEmpty())
          .limit(TOLD)
          .collect(Collectors.joining("\n"));
    }
  }

  private void compare(OutputFolder second) throws IOException {
    var ours = output.openLayout();
    var theirs = second.openLayout();
    var digest = ours.root().digest();
    if (!digest.equals(theirs.root().digest())) {
      throw new InvalidInputException(
          "<verify><rebuild>: the second build made another image, %s and not %s; what differs first is\n%s"
              .formatted(
                  theirs.root().digest(),
                  digest,
                  new LayoutDifference(ours, theirs).sentence(output.folder())));
    }
    progress.info("Built once more, and the same: " + digest);
  }

  private static void remove(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It lies below the system's folder for temporary files, which is emptied anyway.
    }
  }
}
