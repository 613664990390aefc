package io.github.whittle.image;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;

/**
 * JSON as trees: read with all its fields, and written once, compact, in the order of its fields.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads one object. What is wrong is told by its place and never quoted: it may be a secret.
   *
   * @param what what the bytes should be, for the message
   */
  public static ObjectNode read(byte[] bytes, String what) {
    if (tree(bytes, what) instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidInputException("%s is not a JSON object".formatted(what));
  }

  /**
   * Reads one array.
   *
   * @param what what the bytes should be, for the message
   */
  public static ArrayNode readArray(byte[] bytes, String what) {
    if (tree(bytes, what) instanceof ArrayNode array) {
      return array;
    }
    throw new InvalidInputException("%s is not a JSON array".formatted(what));
  }

  private static JsonNode tree(byte[] bytes, String what) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      // Not as the cause: it quotes, and speaks of Jackson.
      var place = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
      throw new InvalidInputException(
          "%s: the JSON is wrong near line %s, column %s"
              .formatted(what, Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr())));
    } catch (IOException e) {
      throw new IllegalStateException("an array can always be read", e);
    }
  }

  public static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** For people: two spaces, {@code \n} on every system. */
  public static String writePretty(JsonNode node) {
    try {
      return MAPPER
              .writer(
                  new com.fasterxml.jackson.core.util.DefaultPrettyPrinter()
                      .withObjectIndenter(
                          new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n"))
                      .withArrayIndenter(
                          new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n")))
              .writeValueAsString(node)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
