package io.github.whittle.config;

/** {@code <auth>}: who we are to a registry. Its text form hides the password. */
public record Auth(String username, String password) {
  @Override
  public String toString() {
    return "Auth[username=" + username + ", password=…]";
  }
}
