package io.github.whittle.credentials;

/**
 * A user's name and password; the name {@code <token>} makes the password an identity token.
 *
 * <p>Its text hides both, since some registries take a key as the name.
 *
 * @param origin where they were found, for people; may be empty
 */
public record Credentials(String username, String password, String origin) {
  private static final String TOKEN = "<token>";

  public Credentials(String username, String password) {
    this(username, password, "");
  }

  /** What a registry gave at an earlier login in place of the password. */
  public static Credentials identityToken(String token) {
    return new Credentials(TOKEN, token);
  }

  Credentials from(String origin) {
    return new Credentials(username, password, origin);
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
