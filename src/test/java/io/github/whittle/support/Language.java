package io.github.whittle.support;

import java.util.Locale;
import java.util.concurrent.Callable;

/** Does something as if the user spoke another language. */
public final class Language {
  private Language() {}

  /**
   * @param tag for example {@code ar-EG}, which has digits of its own
   */
  public static <T> T in(String tag, Callable<T> task) throws Exception {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      return task.call();
    } finally {
      Locale.setDefault(before);
    }
  }
}
