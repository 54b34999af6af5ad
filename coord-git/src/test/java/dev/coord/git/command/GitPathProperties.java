package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GitPathProperties {

    @Property(tries = 300)
    void whatGitIsToldItTellsAgain(@ForAll("lists") List<GitPath> paths) {
        String said = new String(GitPath.listed(paths), StandardCharsets.ISO_8859_1);

        assertThat(new GitAnswer(0, said, "").paths()).isEqualTo(paths);
    }

    @Property(tries = 300)
    void aPathIsAtOrBelowItselfAndWhateverItLiesIn(@ForAll("paths") GitPath directory, @ForAll("paths") GitPath name) {
        GitPath inside = name.in(directory.raw() + "/");

        assertThat(directory.isAtOrBelow(directory)).isTrue();
        assertThat(inside.isAtOrBelow(directory)).isTrue();
        assertThat(inside.isAtOrBelow(new GitPath(""))).isTrue();
        assertThat(directory.isAtOrBelow(inside)).isFalse();
        assertThat(name.in(directory.raw()).isAtOrBelow(directory))
                .as("a name that only begins alike")
                .isEqualTo(name.raw().startsWith("/"));
    }

    @Property(tries = 300)
    void everyByteOfANameIsKept(@ForAll byte[] bytes) {
        GitPath path = new GitPath(new String(bytes, StandardCharsets.ISO_8859_1));

        assertThat(path.bytes()).isEqualTo(bytes);
    }

    @Example
    void showsWhatIsNoTextWithReplacementCharacters() {
        assertThat(new GitPath("a\u00e9")).hasToString("a\ufffd");
        assertThat(new GitPath("a\u00c3\u00a9")).hasToString("a\u00e9");
    }

    @Provide
    Arbitrary<List<GitPath>> lists() {
        return paths().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<GitPath> paths() {
        return Arbitraries.strings()
                .withCharRange('\u0001', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(GitPath::new);
    }
}
