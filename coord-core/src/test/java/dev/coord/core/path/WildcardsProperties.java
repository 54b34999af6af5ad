package dev.coord.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WildcardsProperties {
    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "/", "*", "**", "?", "{", "}", ",", ".ts")
                .list()
                .ofMaxSize(8)
                .map(parts -> "x" + String.join("", parts));
    }

    @Property
    void aPathIsAPatternIfItIsADirectoryOrHasOne(@ForAll("paths") String text) {
        RepoPath path = new RepoPath(text);

        assertThat(path.isPattern()).isEqualTo(path.value().endsWith("/") || Wildcards.isGlob(path.value()));
    }

    @Property
    void theFixedPartHasNoneAndEndsAtASegment(@ForAll("paths") String text) {
        String path = new RepoPath(text).value();
        String fixed = Wildcards.fixedPart(path);

        assertThat(path + "/").startsWith(fixed);
        assertThat(Wildcards.isGlob(fixed)).isFalse();
        assertThat(fixed.isEmpty() || fixed.endsWith("/")).isTrue();
        if (Wildcards.isGlob(path)) {
            String next = path.substring(fixed.length()).replaceFirst("/.*", "");
            assertThat(Wildcards.isGlob(next))
                    .as("the segment behind it has the first")
                    .isTrue();
        }
    }
}
