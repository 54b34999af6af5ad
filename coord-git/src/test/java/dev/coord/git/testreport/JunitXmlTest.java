package dev.coord.git.testreport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JunitXmlTest {

    private static List<String> failed(String text) throws XMLStreamException {
        return JunitXml.read(text.getBytes(UTF_8)).failed();
    }

    private static List<String> ofSample(String name) throws IOException, XMLStreamException {
        try (InputStream in = Objects.requireNonNull(JunitXmlTest.class.getResourceAsStream(name))) {
            return JunitXml.read(in.readAllBytes()).failed();
        }
    }

    @Test
    void readsWhatSurefireWrites() throws IOException, XMLStreamException {
        assertThat(ofSample("surefire.xml"))
                .containsExactly("shop.CartTest.isEmptyAtFirst", "shop.CartTest$Totals.sums(int)[2]");
    }

    @Test
    void readsWhatJestWrites() throws IOException, XMLStreamException {
        assertThat(ofSample("jest-junit.xml"))
                .containsExactly(
                        "cart is empty at first.cart is empty at first", "Test suite failed to run.order.test.js");
    }

    @Test
    void readsWhatPytestWrites() throws IOException, XMLStreamException {
        assertThat(ofSample("pytest.xml"))
                .containsExactly(
                        "test_cart.TestCart.test_is_empty_at_first",
                        "test_cart.TestCart.test_takes[2]",
                        "test_cart.test_needs_database");
    }

    @Test
    void namesTheSuites() throws XMLStreamException {
        assertThat(JunitXml.read("<testsuites><testsuite name='a'/><testsuite name='b'/><testsuite/></testsuites>"
                                .getBytes(UTF_8))
                        .suites())
                .containsExactly("a", "b");
    }

    @Test
    void aTestWithoutAClassHasItsNameAlone() throws XMLStreamException {
        assertThat(failed("<testsuite><testcase name='a'><error/></testcase></testsuite>"))
                .containsExactly("a");
    }

    @Test
    void refusesWhatIsCutShort() {
        assertThatThrownBy(() -> failed("<testsuite><testcase name='a'><failure/></testcase>"))
                .isInstanceOf(XMLStreamException.class);
    }

    @Test
    void readsNoFileThatAReportNames(@TempDir Path temp) throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "secret");
        String report = "<!DOCTYPE t [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]>"
                + "<t><testcase name='a'><failure>&s;</failure></testcase></t>";

        assertThatThrownBy(() -> failed(report)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void growsByNoEntity() {
        StringBuilder types = new StringBuilder("<!ENTITY e0 'x'>");
        for (int i = 1; i < 40; i++) {
            types.append("<!ENTITY e" + i + " '&e" + (i - 1) + ";&e" + (i - 1) + ";'>");
        }

        assertThatThrownBy(() -> failed("<!DOCTYPE t [" + types + "]><t><testcase name='&e39;'/></t>"))
                .isInstanceOf(XMLStreamException.class);
    }

    @Property
    void tellsExactlyWhatFailed(
            @ForAll @Size(max = 6)
                    List<@AlphaChars @Chars({'<', '&', '"', ' ', '\u00fc'}) @StringLength(max = 9) String> names)
            throws XMLStreamException {
        StringBuilder report = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuites><testsuite>");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean isOk = i % 3 == 2;
            String name =
                    names.get(i).replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
            report.append(
                    "<testcase classname=\"c\" name=\"" + name + "\">" + (isOk ? "" : "<failure/>") + "</testcase>");
            if (!isOk) {
                expected.add("c." + names.get(i));
            }
        }

        assertThat(failed(report.append("</testsuite></testsuites>").toString()))
                .isEqualTo(expected);
    }
}
