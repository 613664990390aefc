package io.github.whittle.secrets;

/**
 * A text of an image's configuration.
 *
 * @param name of the variable, label or option; what has none has that of its place
 */
public record Setting(Place place, String name) {
  /** Where an image says something of itself. */
  public enum Place {
    VARIABLE,
    LABEL,
    ANNOTATION,
    ENTRYPOINT,
    ARGUMENTS,
    HEALTHCHECK,

    /** What was done to make a base. */
    HISTORY
  }
}
