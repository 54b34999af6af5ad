package dev.coord.git.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CarriedProperties {

    @Property
    void everythingCoveredIsCarriedRefusedOrLeftAndNothingElseIs(
            @ForAll("patterns") List<PathPattern> patterns,
            @ForAll("paths") Set<GitPath> ignored,
            @ForAll("paths") Set<GitPath> open,
            @ForAll("paths") Set<GitPath> tracked) {
        open.removeAll(ignored);

        Carried carried = Carried.of(patterns, ignored, open, tracked);

        List<GitPath> sorted = new ArrayList<>(carried.files());
        sorted.addAll(carried.repositories());
        assertThat(sorted).doesNotHaveDuplicates().isSubsetOf(ignored);
        assertThat(carried.refused()).isSubsetOf(open);
        Set<GitPath> rest = new HashSet<>(ignored);
        rest.addAll(open);
        rest.removeAll(sorted);
        rest.removeAll(carried.refused());
        assertThat(rest)
                .noneMatch(path -> patterns.stream()
                        .anyMatch(pattern ->
                                pattern.matches(path.text().endsWith("/") ? path.text() + "x" : path.text())));
        assertThat(carried.files()).noneMatch(path -> path.raw().endsWith("/"));
        assertThat(patterns).containsAll(carried.idle());
    }

    @Example
    void aPatternThatOnlyCoversWhatIsTrackedIsNotIdle() {
        Carried carried = Carried.of(patterns("README", ".env"), List.of(), List.of(), List.of(new GitPath("README")));

        assertThat(carried.idle()).extracting(PathPattern::toString).containsExactly(".env");
        assertThat(carried.files()).isEmpty();
        assertThat(carried.refused()).isEmpty();
    }

    @Example
    void aDirectoryCoversWhatLiesBelowItAndALinkInItsPlace() {
        List<GitPath> ignored = List.of(new GitPath("lib/a/b"), new GitPath("lib/own/"), new GitPath("link"));

        Carried carried = Carried.of(patterns("lib", "link/"), ignored, List.of(), List.of());

        assertThat(carried.files()).containsExactly(new GitPath("lib/a/b"), new GitPath("link"));
        assertThat(carried.repositories()).containsExactly(new GitPath("lib/own/"));
    }

    private static List<PathPattern> patterns(String... texts) {
        return Stream.of(texts).map(RepoPath::new).map(PathPattern::of).toList();
    }

    @Provide
    Arbitrary<List<PathPattern>> patterns() {
        return Arbitraries.of("a", "a/", "b/**", "**/c", "*.x", "{a,b}/c", "**")
                .map(text -> PathPattern.of(new RepoPath(text)))
                .list()
                .uniqueElements(PathPattern::toString)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<Set<GitPath>> paths() {
        Arbitrary<String> name = Arbitraries.of("a", "b", "c", "d.x", "\u00ff");
        return name.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(names -> Arbitraries.of("", "", "/").map(end -> new GitPath(String.join("/", names) + end)))
                .set()
                .ofMaxSize(6);
    }
}
