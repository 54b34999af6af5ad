package dev.coord.core.path;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    /** Regular expressions, which patterns are held against, take for ever on many stars. */
    private static final int TRIED_OUT = 16;

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "{,}", "{}", "{,}/", "{.,}/{,}"})
    void refusesPathsThatNameNoFile(String path) {
        assertThatThrownBy(() -> new RepoPath(path))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("names no file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app/page.tsx | app/page.tsx | true
            app/page.tsx | app/page.ts | false
            app | app/x | true
            app | apple | false
            app/ | app/x/y | true
            app/ | app | false
            app/** | app/x/y | true
            app/** | app | false
            app/**/ | app/x/y | true
            src/*.ts | src/a.ts | true
            src/*.ts | src/a/b.ts | false
            src/* | src/a/b | false
            src/*/ | src/a/b | true
            src/*/ | src/a | false
            {a,b/} | b | false
            {a,b}/ | b/x | true
            {a,b}/ | b | false
            **/x | x | true
            **/x | a/b/x | true
            **/x | a/b/x/below | true
            **/x | a/b/ax | false
            a/**/b | a/b | true
            a/**/b | a/x/y/b | true
            a/**/b | ab | false
            a** | ab | true
            a** | ab/c | false
            a/*** | a/b | true
            a/*** | a/b/c | false
            ** | anything/at/all | true
            ? | / | false
            a?b | a/b | false
            a?b | a𝄞b | true
            {a,b}/c | b/c | true
            {a,b} | b/below | true
            {a,b*} | b/below | false
            src/*.{ts,tsx} | src/a.tsx | true
            src/*.{ts,tsx} | src/a.js | false
            {a,{b,c}d} | cd | true
            {a,{b,c}d} | c | false
            {a,b/**} | b/c/d | true
            {a/,b}** | a/c/d | true
            {a/,b}** | bc | true
            {a/,b}** | bc/d | false
            a/{,b}/c | a/c | true
            a/{,b}/c | a/b/c | true
            {a} | {a} | true
            {a} | a | false
            {a,b | {a,b | true
            a,b} | a,b} | true
            app/[id]/page.tsx | app/[id]/page.tsx | true
            app/[id]/page.tsx | app/i/page.tsx | false
            app/(x)/!y | app/(x)/!y | true
            """)
    void coversWhatReadingSixSays(String pattern, String path, boolean covered) {
        assertThat(pattern(pattern).matches(path)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app | app/x | true
            app/ | app | true
            app | apple | false
            app/** | app/x | true
            app/** | app | true
            app/* | app/x/y | false
            app/*.ts | app/x/y.ts | false
            src/*.ts | src/a* | true
            src/*.ts | src/*.tsx | false
            src/*.ts | **/index.* | true
            *a | b* | true
            a*b | ? | false
            a*b | ?? | true
            {a,b}/x | {b,c}/x | true
            {a,b}/x | {c,d}/x | false
            **/migrations | db/** | true
            Makefile | **/*.go | false
            src/app.ts | src/**/*.test.ts | false
            src/theme.css | src/**/*.{ts,tsx} | false
            docs/CHANGELOG.md | **/README.md | false
            **/package.json | **/tsconfig.json | false
            app | */x.ts | false
            app | ap?/x.ts | false
            app | **/x.ts | false
            app | ** | true
            app | */ | false
            app/ | */ | true
            app/ | * | false
            src/* | src/lib/ | false
            src/* | src/lib/** | false
            src/* | src/*/ | false
            src/* | src/ | true
            src/*.ts | src/a.ts/ | false
            src/lib | {src,x}/*/ | false
            src/lib | src/{lib,x}/ | true
            **/lib | src/*/ | true
            src/? | {src/a/,b} | false
            app | *pp/** | false
            app | {app,lib}/x.ts | true
            app | {a*,lib}/x.ts | false
            app | {a,l}pp/x.ts | true
            app | {a*,app}/*.ts | true
            app/ | **/*.go | true
            app/. | **/*.go | true
            {app,lib} | **/*.go | false
            {app,lib/} | **/*.go | true
            {app,lib} | lib/x.go | true
            {app,*.md} | app/x.go | true
            packages/*/src | packages/a/src/x.ts | true
            packages/*/src | packages/*/src/x.ts | true
            packages/*/src | packages/**/*.go | false
            packages/*/src/ | packages/**/*.go | true
            packages/*/src | packages/a/src | true
            packages/*/src | packages/a/* | true
            packages/*/src | packages/a/*/x.ts | false
            packages/*/src | packages | true
            packages/a/src | packages/*/src/x.ts | true
            packages/a/src | **/src/x.ts | true
            **/src | a/src/b/x.ts | true
            **/src | a/src/src/x.ts | true
            **/src | **/x.ts | false
            **/{src,lib} | a/lib/x.ts | true
            a | a/b | true
            a | a/b/** | true
            a/b | a | true
            a/** | a/b | true
            a/[id] | a/*/page.tsx | false
            a/[id] | a/[id]/page.tsx | true
            a/* | a/{,b} | true
            a/* | {a,} | true
            x/*/ | x/ | true
            app/[id] | app/i | false
            """)
    void overlapsWhereAPathIsCoveredByBoth(String one, String other, boolean overlap) {
        assertThat(pattern(one).overlaps(pattern(other))).isEqualTo(overlap);
        assertThat(pattern(other).overlaps(pattern(one))).isEqualTo(overlap);
    }

    @ParameterizedTest
    @CsvSource({
        "dist/, dist, true",
        "*/, dist, true",
        "dist/*, dist, false",
        "dist/, dist/a, true",
        "dist/, dists, false"
    })
    void keepsWhatStandsInPlaceOfADirectory(String pattern, String path, boolean kept) {
        assertThat(pattern(pattern).keeps(path)).isEqualTo(kept);
    }

    @Property(tries = 1000)
    void coversExactlyThePathsThatItsExpansionsCover(@ForAll("patterns") String text) {
        PathPattern pattern = pattern(text);
        BitSet expected = PatternsByExpansion.covered(pattern.toString());

        BitSet covered = new BitSet();
        List<String> paths = PatternsByExpansion.paths();
        for (int i = 0; i < paths.size(); i++) {
            covered.set(i, pattern.matches(paths.get(i)));
        }

        assertThat(covered).isEqualTo(expected);
    }

    @Property(tries = 1500)
    void overlapsExactlyIfSomePathIsCoveredByBoth(@ForAll("balanced") String one, @ForAll("balanced") String other) {
        boolean expected = PatternsByExpansion.overlap(
                pattern(one).toString(), pattern(other).toString());

        assertThat(pattern(one).overlaps(pattern(other))).isEqualTo(expected);
        assertThat(pattern(other).overlaps(pattern(one))).isEqualTo(expected);
    }

    /** In trees where each plain name is a file, two patterns meet at a file or where one names the other as a directory. */
    @Property(tries = 1000)
    void overlapsWhateverMeetsInATreeWhereAPlainNameIsAFile(
            @ForAll("balanced") String one, @ForAll("balanced") String other) {
        boolean meet = PatternsByExpansion.files(pattern(one).toString())
                .intersects(PatternsByExpansion.files(pattern(other).toString()));

        if (meet) {
            assertThat(pattern(one).overlaps(pattern(other))).isTrue();
        } else if (pattern(one).overlaps(pattern(other))) {
            assertThat(PatternsByExpansion.namesAsDirectory(one, other)
                            || PatternsByExpansion.namesAsDirectory(other, one))
                    .isTrue();
        }
    }

    /** Written with a slash, a name overlaps whatever meets it in a tree where it is a directory. */
    @Property(tries = 1000)
    void overlapsWhateverMeetsInATreeWhereAPlainNameIsADirectory(
            @ForAll("balanced") String one, @ForAll("balanced") String other) {
        boolean meet = PatternsByExpansion.files(directory(one).toString())
                .intersects(PatternsByExpansion.files(directory(other).toString()));

        assertThat(directory(one).overlaps(directory(other))).isEqualTo(meet);
    }

    private static PathPattern directory(String text) {
        return pattern(PatternsByExpansion.asDirectory(pattern(text).toString()));
    }

    @Property(tries = 200)
    void liesAtAboveOrBelowItsFixedPart(@ForAll("patterns") String text) {
        PathPattern pattern = pattern(text);

        assertThat(PatternsByExpansion.paths().stream().filter(pattern::matches))
                .allMatch(path -> (path + "/").startsWith(pattern.fixedPart()));
    }

    @Test
    void decidesHostilePatternsInTime() {
        String stars = "*a".repeat(1000);
        String braces = "{*,b/}".repeat(300);
        String nested = "{a,".repeat(800) + "b" + "}".repeat(800);

        Assertions.assertTimeout(Duration.ofMinutes(1), () -> {
            assertThat(pattern(stars + "x").overlaps(pattern(stars + "y"))).isFalse();
            assertThat(pattern(braces + "x").overlaps(pattern(braces + "y"))).isFalse();
            assertThat(pattern(nested + "x").overlaps(pattern(nested + "y"))).isFalse();
            assertThat(pattern(stars).matches("a".repeat(4000))).isTrue();
        });
    }

    @Property
    void takesAnyTextThatIsAPath(@ForAll String text) {
        RepoPath path;
        try {
            path = new RepoPath(text);
        } catch (BadInput refused) {
            Assume.that(false);
            return;
        }
        PathPattern pattern = PathPattern.of(path);

        assertThat(pattern.overlaps(pattern)).isTrue();
        assertThatCode(() -> pattern.matches(text)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> patterns() {
        return patterns(4, "/**", "**/", "/**/", "{", "}", ",");
    }

    /**
     * Without braces and commas as plain characters, which no path that is tried holds, and so short that what two have in
     * common is not longer than the paths that are tried.
     */
    @Provide
    Arbitrary<String> balanced() {
        return patterns(2, "/**", "**/", "/**/").filter(text -> PatternsByExpansion.longestExpansion(text) <= 4);
    }

    private static Arbitrary<String> patterns(int longest, String... rare) {
        Arbitrary<String> part = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("a", "b")),
                Tuple.of(3, Arbitraries.of("/", "/", "*", "**", "?")),
                Tuple.of(1, Arbitraries.of(rare)));
        Arbitrary<String> text = part.list().ofMaxSize(longest).map(parts -> String.join("", parts));
        Arbitrary<String> braces = text.list()
                .ofMinSize(2)
                .ofMaxSize(3)
                .map(branches -> branches.stream().collect(joining(",", "{", "}")));
        Arbitrary<String> nested = braces.flatMap(inner -> text.map(other -> "{" + inner + "," + other + "}"));
        return Arbitraries.oneOf(text, text, braces, nested)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts))
                .filter(path -> path.length() <= TRIED_OUT && isPath(path));
    }

    private static boolean isPath(String text) {
        try {
            new RepoPath(text);
            return true;
        } catch (BadInput refused) {
            return false;
        }
    }

    private static PathPattern pattern(String text) {
        return PathPattern.of(new RepoPath(text));
    }
}
