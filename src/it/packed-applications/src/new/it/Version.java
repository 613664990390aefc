package it;

final class Version {
  private Version() {}

  static String text() {
    return "new";
  }
}
