package io.github.whittle.registry;

/**
 * A user's name and password; the name {@code <token>} makes the password an identity token.
 *
 * <p>Its text hides both, since some registries take a key as the name.
 */
public record Credentials(String username, String password) {
  @Override
  public String toString() {
    return "credentials";
  }
}
