package io.github.whittle.user;

/**
 * What was given cannot be used, and whoever gave it can mend it: a value in the pom, a file, an
 * archive, a manifest.
 *
 * <p>The message is whole sentences for the user: which tag or file, what is wrong with it, what to
 * write instead. It never holds a credential.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }

  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
