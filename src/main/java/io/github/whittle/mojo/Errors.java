package io.github.whittle.mojo;

import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The one translation of errors: what the user can mend in the project is a failure, what the world
 * outside refused is an error.
 */
final class Errors {
  /** As Linux, macOS and Windows say it. */
  private static final List<String> NO_ROOM =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "Read-only file system",
          "There is not enough space on the disk");

  private Errors() {}

  @FunctionalInterface
  interface Work {
    void run() throws IOException, RegistryException;
  }

  static void translated(Work work) throws MojoFailureException, MojoExecutionException {
    try {
      work.run();
    } catch (InvalidInputException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (RegistryException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException(describe(e), e);
    } catch (UncheckedIOException e) {
      throw new MojoExecutionException(describe(e.getCause()), e);
    }
  }

  /** Java often does not tell which of the folders it was. */
  private static String noRoom(IOException e) {
    var reason =
        e instanceof FileSystemException file && file.getReason() != null
            ? "'%s': %s".formatted(file.getFile(), file.getReason())
            : e.getMessage();
    return ("%s. Make room, or write elsewhere: the image, and what is unpacked for it, by"
            + " <outputDirectory>, what is kept of images of others by -Dwhittle.cache=FOLDER, and"
            + " other files of this build alone, now in '%s', by MAVEN_OPTS=-Djava.io.tmpdir=FOLDER")
        .formatted(reason, System.getProperty("java.io.tmpdir"));
  }

  /** Java's own messages are often nothing but a path. */
  static String describe(IOException e) {
    var told = String.valueOf(e.getMessage());
    if (NO_ROOM.stream().anyMatch(told::contains)) {
      return noRoom(e);
    }
    if (e instanceof AccessDeniedException denied) {
      return "'%s' may not be read or written".formatted(denied.getFile());
    }
    if (e instanceof FileAlreadyExistsException there) {
      return "'%s' is in the way: a file where a folder must be".formatted(there.getFile());
    }
    if (e instanceof FileSystemLoopException loop) {
      return "'%s' is a link to a folder that it lies in; remove it".formatted(loop.getFile());
    }
    if (e instanceof FileSystemException file) {
      return "'%s': %s"
          .formatted(
              file.getFile(),
              file.getReason() == null
                  ? e.getClass().getSimpleName().replace("Exception", "")
                  : file.getReason());
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
