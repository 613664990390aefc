package io.github.whittle.registry;

/**
 * A registry refused, broke off or does not answer.
 *
 * <p>The message is for the user: which registry and repository, which step, what went wrong, how
 * often it was tried, what to do. Neither it nor the cause holds a credential.
 */
public final class RegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault.Kind kind;

  public RegistryException(String message) {
    this(message, null);
  }

  /**
   * @param cause may be null
   */
  public RegistryException(String message, Throwable cause) {
    this(message, cause, Fault.Kind.LASTING);
  }

  RegistryException(String message, Throwable cause, Fault.Kind kind) {
    super(message, cause);
    this.kind = kind;
  }

  Fault.Kind kind() {
    return kind;
  }

  /** Whether the registry does not let us do it. */
  boolean denied() {
    return kind == Fault.Kind.DENIED;
  }

  /** Whether it is this that the registry does not let be done, by us or by anybody. */
  boolean refused() {
    return denied() || kind == Fault.Kind.REFUSED;
  }

  /** Whether it may go well with other credentials: if it was denied, or asked for too often. */
  boolean credentialsMayHelp() {
    return kind.credentialsMayHelp();
  }
}
