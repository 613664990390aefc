package io.github.whittle.image;

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
   * Reads one object.
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
   * Reads one object that may hold secrets: an error says the line, and quotes nothing.
   *
   * @param what what the bytes should be, for the message
   */
  public static ObjectNode readSecret(byte[] bytes, String what) {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // Not as the cause: it quotes, too.
      var line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidInputException("%s: the JSON is wrong near line %d".formatted(what, line));
    } catch (IOException e) {
      throw new IllegalStateException("an array can always be read", e);
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
    } catch (IOException e) {
      throw new InvalidInputException(
          "%s is not JSON: %s".formatted(what, firstLine(e.getMessage())), e);
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

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
