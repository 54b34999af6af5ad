package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OutsideNamesTest {

    @Example
    void findsEachWayOut() {
        for (String path : List.of(
                "../x",
                "a/../../x",
                "a/..",
                "..",
                "./x",
                "a/./b",
                "/etc/passwd",
                "C:/x",
                "c:\\x",
                "\\x",
                "..\\x",
                "a\\..\\x")) {
            assertThat(OutsideNames.wrong(path)).as(path).isPresent();
        }
        for (String path : List.of("../x", "a/./b", "/etc", "a//b", "a/", "")) {
            assertThat(OutsideNames.wrongForGit(path)).as(path).isPresent();
        }
        for (String path : List.of("C:/x", "c:\\x", "\\x", "..\\x", "a\\..\\x", "a.git")) {
            assertThat(OutsideNames.wrongForGit(path)).as(path).isEmpty();
        }
        assertThat(OutsideNames.wrong("")).isPresent();
        assertThat(OutsideNames.wrong("a//b")).isPresent();
        assertThat(OutsideNames.wrong("a/")).isPresent();
    }

    @Example
    void findsEachSpellingOfTheDirectoryOfGit() {
        for (String name : List.of(
                ".git",
                ".GIT",
                ".giT",
                "git~1",
                "GIT~1",
                ".git.",
                ".git ",
                ".git . .",
                ".git::$INDEX_ALLOCATION",
                ".git:x",
                ".git .:x",
                ".g\u200cit",
                "\ufeff.git",
                ".git\u200e",
                ".G\u206fI\u202aT")) {
            assertThat(OutsideNames.wrong(name + "/config")).as(name).isPresent();
            assertThat(OutsideNames.wrong("a/" + name)).as(name).isPresent();
            assertThat(OutsideNames.wrong("a\\" + name + "\\hooks")).as(name).isPresent();
            assertThat(OutsideNames.wrongForGit(name + "/config")).as(name).isPresent();
            assertThat(OutsideNames.wrongForGit("b/a\\" + name)).as(name).isPresent();
        }
    }

    @Example
    void leavesUsualNamesAlone() {
        for (String path : List.of(
                "a",
                ".gitignore",
                ".gitmodules",
                ".github/x.yml",
                "x.git",
                "git",
                "git~2",
                "git~10",
                ".git-x/y",
                ".gitx:y",
                "...",
                "..a/b",
                "a..b",
                ".hidden",
                "a:b",
                "dev-disk-by\\x2dlabel.swap",
                "line\nbreak",
                "\u001b[31mred",
                "caf\u00e9")) {
            assertThat(OutsideNames.wrong(path)).as(path).isEmpty();
        }
    }

    @Property(tries = 500)
    void aSegmentThatIsWrongIsWrongWhereverItStands(
            @ForAll("segments") String wrong,
            @ForAll("usual") List<String> before,
            @ForAll("usual") List<String> after) {
        String path = String.join("/", before)
                + (before.isEmpty() ? "" : "/")
                + wrong
                + (after.isEmpty() ? "" : "/")
                + String.join("/", after);

        assertThat(OutsideNames.wrong(path)).isPresent();
    }

    @Property(tries = 500)
    void usualSegmentsMakeAUsualPath(@ForAll("usual") List<String> segments) {
        assertThat(OutsideNames.wrong("x/" + String.join("/", segments) + (segments.isEmpty() ? "y" : "")))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> segments() {
        return Arbitraries.of("..", ".", ".git", ".Git", "git~1", ".git. ", ".git:s", ".g\u200dit");
    }

    @Provide
    Arbitrary<List<String>> usual() {
        return Arbitraries.of("a", "B", ".gitignore", "git", "~1", "c.d", "...", "e f", "\u00e9", "g\\h")
                .list()
                .ofMaxSize(4);
    }
}
