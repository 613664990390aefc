package io.github.whittle.mojo;

import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The one translation of errors: what the user can mend in the project is a failure, what the world
 * outside refused is an error.
 */
final class Errors {
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

  /** Java's own messages are often nothing but a path. */
  private static String describe(IOException e) {
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
