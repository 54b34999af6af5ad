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

/**
 * A report in the XML that JUnit's Ant task had first, and many tools write. It is text of the project's: nothing it names is read.
 *
 * @param failed which tests failed, or ended in an error, each as {@code classname.name}; not those that passed when they were tried again
 * @param suites the names of the suites in it
 */
record JunitXml(List<String> failed, List<String> suites) {

    /**
     * Reads a report.
     *
     * @throws XMLStreamException if it is no whole XML, or declares a document type
     */
    static JunitXml read(byte[] report) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(report));
        try {
            return read(in);
        } finally {
            in.close();
        }
    }

    private static JunitXml read(XMLStreamReader in) throws XMLStreamException {
        List<String> failed = new ArrayList<>();
        List<String> suites = new ArrayList<>();
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
                } else if (name.equals("testsuite")) {
                    suites.add(attribute(in, "name"));
                } else if ((name.equals("failure") || name.equals("error")) && "testcase".equals(open.peek())) {
                    failed.add(test);
                }
                open.push(name);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.pop();
            }
        }
        suites.removeIf(String::isBlank);
        return new JunitXml(failed, suites);
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
