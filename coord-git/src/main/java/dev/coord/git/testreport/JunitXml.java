package dev.coord.git.testreport;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A report in the XML that JUnit's Ant task had first, and many tools write. It is text of the project's: nothing it names is read. */
final class JunitXml {

    private JunitXml() {}

    /**
     * Which tests failed, or ended in an error; not those that passed when they were tried again.
     *
     * @return {@code classname.name}, in the order they stand there
     * @throws XMLStreamException if it is no whole XML, or declares a document type
     */
    static List<String> failed(byte[] report) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(report));
        try {
            return failed(in);
        } finally {
            in.close();
        }
    }

    private static List<String> failed(XMLStreamReader in) throws XMLStreamException {
        List<String> failed = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        String test = "";
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("it declares a document type", in.getLocation());
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = in.getLocalName();
                if (name.equals("testcase")) {
                    test = name(in);
                } else if ((name.equals("failure") || name.equals("error")) && "testcase".equals(open.peek())) {
                    failed.add(test);
                }
                open.push(name);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.pop();
            }
        }
        return failed;
    }

    private static String name(XMLStreamReader in) {
        String type = attribute(in, "classname");
        String name = attribute(in, "name");
        return type.isEmpty() ? name : type + "." + name;
    }

    private static String attribute(XMLStreamReader in, String name) {
        String value = in.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
