package io.github.whittle.elf;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The order of names in {@code ld.so.cache}: runs of digits are numbers, and come after all else.
 *
 * @see <a
 *     href="https://sourceware.org/git/?p=glibc.git;a=blob;f=elf/dl-cache.c;hb=glibc-2.36">dl-cache.c,
 *     _dl_cache_libcmp</a>
 */
final class LibraryNames {
  static final Comparator<String> ORDER = LibraryNames::compare;

  private LibraryNames() {}

  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length()) {
      char x = a.charAt(i);
      char y = j < b.length() ? b.charAt(j) : 0;
      if (isDigit(x) && isDigit(y)) {
        int left = end(a, i);
        int right = end(b, j);
        int order = number(a, i, left).compareTo(number(b, j, right));
        if (order != 0) {
          return order;
        }
        i = left;
        j = right;
      } else if (isDigit(x) || isDigit(y)) {
        return isDigit(x) ? 1 : -1;
      } else if (x != y) {
        return x - y;
      } else {
        i++;
        j++;
      }
    }
    return j < b.length() ? -1 : 0;
  }

  private static BigInteger number(String text, int from, int to) {
    return new BigInteger(text.substring(from, to));
  }

  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
