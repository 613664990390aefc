package io.github.whittle.network;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Wraps private keys in the older forms that OpenSSL writes into PKCS#8, the only one that Java
 * reads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208#section-5">RFC 5208, PrivateKeyInfo</a>
 */
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;

  private static final byte[] VERSION = der("020100");

  /** rsaEncryption, whose parameters are NULL. */
  private static final byte[] RSA = der("300d06092a864886f70d0101010500");

  /** id-ecPublicKey, whose parameters name the curve. */
  private static final byte[] EC = der("06072a8648ce3d0201");

  private Pkcs8() {}

  /**
   * @param key an RSAPrivateKey of PKCS#1
   */
  static byte[] ofRsa(byte[] key) {
    return of(RSA, key);
  }

  /**
   * @param key an ECPrivateKey of SEC 1, with its parameters
   * @throws IllegalArgumentException if it is none
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5915#section-3">RFC 5915, ECPrivateKey</a>
   */
  static byte[] ofEc(byte[] key) {
    try {
      var fields = content(ByteBuffer.wrap(key), SEQUENCE);
      content(fields, INTEGER);
      content(fields, OCTETS);
      var curve = content(fields, PARAMETERS);
      var parameters = new byte[curve.remaining()];
      curve.get(parameters);
      return of(wrap(SEQUENCE, EC, parameters), key);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("it ends too early", e);
    }
  }

  private static byte[] of(byte[] algorithm, byte[] key) {
    return wrap(SEQUENCE, VERSION, algorithm, wrap(OCTETS, key));
  }

  private static byte[] wrap(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    writeLength(content.size(), out);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /** As short as possible, which DER demands. */
  private static void writeLength(int length, ByteArrayOutputStream out) {
    if (length > 0xffff) {
      throw new IllegalArgumentException("no key is that long");
    }
    if (length > 0xff) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7f) {
      out.write(0x81);
    }
    out.write(length);
  }

  /** Of the next field, which is passed over. */
  private static ByteBuffer content(ByteBuffer in, int tag) {
    if ((in.get() & 0xff) != tag) {
      throw new IllegalArgumentException("another field is there");
    }
    int length = readLength(in);
    var content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  private static int readLength(ByteBuffer in) {
    int first = in.get() & 0xff;
    return switch (first) {
      case 0x81 -> in.get() & 0xff;
      case 0x82 -> in.getShort() & 0xffff;
      default -> first;
    };
  }

  private static byte[] der(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
