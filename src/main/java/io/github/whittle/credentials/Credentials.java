package io.github.whittle.credentials;

/**
 * A user's name and password; the name {@code <token>} makes the password an identity token.
 *
 * <p>Its text hides both, since some registries take a key as the name.
 */
public record Credentials(String username, String password) {
  private static final String TOKEN = "<token>";

  /** What a registry gave at an earlier login in place of the password. */
  public static Credentials identityToken(String token) {
    return new Credentials(TOKEN, token);
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
