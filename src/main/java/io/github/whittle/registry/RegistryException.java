package io.github.whittle.registry;

/**
 * A registry refused, broke off or does not answer.
 *
 * <p>The message is for the user: which registry and repository, which step, what went wrong, how
 * often it was tried, what to do. Neither it nor the cause holds a credential.
 */
public final class RegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean denied;
  private final boolean credentialsMayHelp;

  public RegistryException(String message) {
    this(message, null, false);
  }

  /**
   * @param cause may be null
   */
  public RegistryException(String message, Throwable cause) {
    this(message, cause, false);
  }

  RegistryException(String message, Throwable cause, boolean denied) {
    this(message, cause, denied, denied);
  }

  RegistryException(String message, Throwable cause, boolean denied, boolean credentialsMayHelp) {
    super(message, cause);
    this.denied = denied;
    this.credentialsMayHelp = credentialsMayHelp;
  }

  /** Whether the registry does not let us do it. */
  boolean denied() {
    return denied;
  }

  /** Whether it may go well with other credentials: if it was denied, or asked for too often. */
  boolean credentialsMayHelp() {
    return credentialsMayHelp;
  }
}
