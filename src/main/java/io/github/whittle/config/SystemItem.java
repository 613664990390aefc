package io.github.whittle.config;

/**
 * {@code <system>}: the few files that programs expect of a system and an empty image lacks.
 *
 * @param users who is in {@code /etc/passwd} and {@code /etc/group}, beside root
 * @param certificates where the bundle of certificate authorities is from
 * @param timezones which of the build machine's timezones there are
 * @param tmp whether there is a {@code /tmp} that everyone may write to
 */
public record SystemItem(
    Where where,
    @Default("nonroot:65532") Users users,
    @Default("jdk") Certificates certificates,
    @Default("none") Timezones timezones,
    @Default("true") boolean tmp)
    implements ContentItem {

  /** As an empty tag. */
  static SystemItem usual(Where where) {
    return new SystemItem(
        where, Users.parse("nonroot:65532"), Certificates.JDK, Timezones.parse("none"), true);
  }
}
