package io.github.whittle.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Elements from text: line 1 of {@code pom.xml} is the text's first. */
final class Xml {
  private Xml() {}

  /** A {@code <configuration>} with {@code inside} from line 2 on. */
  static Node configuration(String inside) {
    return parse("<configuration>\n" + inside + "\n</configuration>");
  }

  static Node parse(String text) {
    try {
      var reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(text));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {}
      return element(reader);
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Node element(XMLStreamReader reader) throws XMLStreamException {
    var name = reader.getLocalName();
    var place = new Place("pom.xml", reader.getLocation().getLineNumber(), 1, 0);
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    List<Node> children = new ArrayList<>();
    var content = new StringBuilder();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.isStartElement()) {
        children.add(element(reader));
      } else if (reader.isCharacters()) {
        content.append(reader.getText());
      }
    }
    return new Node(name, content.toString().strip(), attributes, children, place);
  }
}
