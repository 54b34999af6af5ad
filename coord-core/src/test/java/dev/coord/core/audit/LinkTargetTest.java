package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LinkTargetTest {

    @Example
    void findsLinksThatLeadOut() {
        for (String target : List.of(
                "/etc/passwd",
                "/",
                "../x",
                "b/../../x",
                "..",
                "C:/x",
                "\\\\host\\x",
                ".git/config",
                "b/../.GIT",
                "..\\x")) {
            assertThat(LinkTarget.leadsOut("link", target)).as(target).isTrue();
        }
        assertThat(LinkTarget.leadsOut("a/b/link", "../../../x")).isTrue();
        assertThat(LinkTarget.leadsOut("a/b/link", "../../.git")).isTrue();
    }

    @Example
    void leavesLinksThatStayInsideAlone() {
        for (String target : List.of("x", "../x", "./x/", "../../x", "b/../x", "..", "../..", ".", "", ".gitignore")) {
            assertThat(LinkTarget.leadsOut("a/b/link", target)).as(target).isFalse();
        }
    }

    @Property(tries = 1000)
    void agreesWithTheRuleOfTheFileSystem(
            @ForAll("names") List<String> directory, @ForAll("targets") List<String> target) {
        Path root = Path.of("/root/of/repository");
        Path parent = root.resolve(String.join("/", directory));

        assertThat(LinkTarget.leadsOut(String.join("/", directory) + "/link", String.join("/", target)))
                .isNotEqualTo(stays(root, parent, target));
    }

    /** One segment after the other: a path that leaves and comes back has left. */
    private static boolean stays(Path root, Path parent, List<String> target) {
        Path at = parent;
        for (String segment : target) {
            at = at.resolve(segment).normalize();
            if (!at.startsWith(root)) {
                return false;
            }
        }
        return true;
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("a", "b", "c d").list().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<String>> targets() {
        return Arbitraries.of("a", "b", "..", "..", ".").list().ofMinSize(1).ofMaxSize(6);
    }
}
