package io.github.whittle.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Names in a tar are bytes, mostly of UTF-8; names in a tree are text. Bytes that are no UTF-8
 * become lone surrogates (U+DC80 to U+DCFF) and come back as the bytes they were, so no name is
 * lost.
 *
 * @see <a href="https://peps.python.org/pep-0383/">PEP 383, where the idea is from</a>
 */
public final class TarText {
  private static final char ESCAPE = '\uDC00';

  private TarText() {}

  /** Never fails: what is no UTF-8 becomes a surrogate. */
  public static String decode(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    while (in.hasRemaining()) {
      decoder.reset();
      var result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (result.isError()) {
        text.append((char) (ESCAPE + (in.get() & 0xff)));
      }
    }
    return text.toString();
  }

  /** The bytes that {@link #decode} was given. */
  public static byte[] encode(String text) {
    var out = new ByteArrayOutputStream(text.length());
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isEscape(text, i)) {
        out.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
        from = i + 1;
        if (i < text.length()) {
          out.write(text.charAt(i) - ESCAPE);
        }
      }
    }
    return out.toByteArray();
  }

  private static boolean isEscape(String text, int at) {
    char c = text.charAt(at);
    return c >= ESCAPE + 0x80
        && c <= ESCAPE + 0xff
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
