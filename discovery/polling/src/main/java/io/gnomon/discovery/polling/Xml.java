package io.gnomon.discovery.polling;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * An XML element that is read leniently: what is not there reads as empty.
 *
 * @param name without its prefix, empty for nothing
 * @param text what stands between its tags, children aside
 */
public record Xml(String name, Map<String, String> attributes, String text, List<Xml> children) {
    /** Nothing: what an element that is missing reads as. */
    public static final Xml NONE = new Xml("", Map.of(), "", List.of());

    /**
     * Reads a document; entities and document types are refused.
     *
     * @throws IOException when it is not XML
     */
    public static Xml read(byte[] document) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return of(builder.parse(new ByteArrayInputStream(document)).getDocumentElement());
        } catch (SAXException e) {
            throw new IOException("the answer is not XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Xml of(Element element) {
        List<Xml> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(of(child));
            } else if (node.getNodeType() == Node.TEXT_NODE
                    || node.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(node.getNodeValue());
            }
        }
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            attributes.put(attribute.getLocalName(), attribute.getNodeValue());
        }
        return new Xml(
                element.getLocalName(),
                Map.copyOf(attributes),
                text.toString().strip(),
                List.copyOf(children));
    }

    /** The first child at a path of names. */
    public Xml at(String... names) {
        Xml at = this;
        for (String name : names) {
            List<Xml> found = at.all(name);
            at = found.isEmpty() ? NONE : found.get(0);
        }
        return at;
    }

    /** Text of the first child at a path of names. */
    public String text(String... names) {
        return at(names).text;
    }

    public String attribute(String attributeName) {
        return attributes.getOrDefault(attributeName, "");
    }

    /** All children of a name. */
    public List<Xml> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    public boolean exists() {
        return !name.isEmpty();
    }
}
