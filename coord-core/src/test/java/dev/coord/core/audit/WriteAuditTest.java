package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.proof.AuditFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

class WriteAuditTest {

    private static final FeatureId ONE = new FeatureId("one");
    private static final FeatureId TWO = new FeatureId("two");
    private static final FeatureId THREE = new FeatureId("three");

    @Example
    void tellsWhoDeclaresAndWhoChangedWhatWasNotDeclared() {
        Writes one = writes(ONE, List.of("a/"), List.of("a/x", "theirs", "shared", "mine", "stale"));
        Writes two = writes(TWO, List.of("theirs", "stale"), List.of("theirs"));
        Writes three = writes(THREE, List.of("**/*.md"), List.of("shared", "x.md"));

        assertThat(WriteAudit.undeclared(one, List.of(one, two, three)))
                .containsExactly(
                        new AuditFinding.Undeclared("mine", List.of(), List.of()),
                        new AuditFinding.Undeclared("shared", List.of(), List.of(THREE)),
                        new AuditFinding.Undeclared("stale", List.of(TWO), List.of()),
                        new AuditFinding.Overwritten("theirs", List.of(TWO)));
    }

    @Example
    void tellsWhatIsDeclaredAndWasNotTouched() {
        Writes one =
                writes(ONE, List.of("src/**/*.ts", "docs/", "README.md", "none/*"), List.of("src/a/b.ts", "README.md"));

        assertThat(WriteAudit.of(one, List.of()))
                .containsExactly(new AuditFinding.Untouched("docs/"), new AuditFinding.Untouched("none/*"));
    }

    @Example
    void aWriteUnderALockIsNoUndeclaredOne() {
        Writes one = Writes.of(ONE, List.of(), List.of(new RepoPath("lib/")), List.of("lib/x", "other"));

        assertThat(WriteAudit.of(one, List.of()))
                .containsExactly(new AuditFinding.Undeclared("other", List.of(), List.of()));
    }

    @Example
    void whatStandsInPlaceOfADeclaredDirectoryIsDeclared() {
        assertThat(WriteAudit.of(writes(ONE, List.of("app/"), List.of("app")), List.of()))
                .isEmpty();
    }

    @Example
    void looksThroughTenThousandFilesAtOnce() {
        List<String> files = IntStream.range(0, 10_000)
                .mapToObj(i -> "generated/" + i % 100 + "/f" + i)
                .toList();
        Writes one = writes(ONE, List.of("src/"), files);
        List<Writes> others = IntStream.range(0, 50)
                .mapToObj(i -> writes(new FeatureId("f" + i), List.of("a" + i + "/**/*.ts", "b" + i + "/"), List.of()))
                .toList();

        List<AuditFinding> found = Assertions.assertTimeout(Duration.ofSeconds(20), () -> WriteAudit.of(one, others));

        assertThat(found).hasSize(files.size() + 1);
    }

    @Property(tries = 1000)
    void everyChangedFileIsDeclaredOrFoundOnce(@ForAll("features") List<Work> wave) {
        Writes one = wave.get(0).writes(ONE);
        List<Writes> others = List.of(wave.get(1).writes(TWO), wave.get(2).writes(THREE));

        List<String> found = WriteAudit.undeclared(one, others).stream()
                .map(AuditFinding::path)
                .toList();

        assertThat(found).isSorted().doesNotHaveDuplicates();
        for (String path : wave.get(0).changed()) {
            assertThat(found.contains(path)).isNotEqualTo(covered(wave.get(0), path));
        }
        assertThat(wave.get(0).changed()).containsAll(found);
    }

    @Property(tries = 1000)
    void whatIsOverwrittenIsAnothersThatItChangedToo(@ForAll("features") List<Work> wave) {
        Writes one = wave.get(0).writes(ONE);
        List<Writes> others = List.of(wave.get(1).writes(TWO), wave.get(2).writes(THREE));

        for (AuditFinding finding : WriteAudit.undeclared(one, others)) {
            List<FeatureId> owners = Stream.of(TWO, THREE)
                    .filter(id -> covered(wave.get(id.equals(TWO) ? 1 : 2), finding.path()))
                    .sorted()
                    .toList();
            List<FeatureId> writers = Stream.of(TWO, THREE)
                    .filter(id -> wave.get(id.equals(TWO) ? 1 : 2).changed().contains(finding.path()))
                    .sorted()
                    .toList();
            if (finding instanceof AuditFinding.Overwritten overwritten) {
                List<FeatureId> both = new ArrayList<>(owners);
                both.retainAll(writers);
                assertThat(overwritten.of()).isEqualTo(both).isNotEmpty();
            } else {
                AuditFinding.Undeclared undeclared = (AuditFinding.Undeclared) finding;
                assertThat(undeclared.declaredBy()).isEqualTo(owners);
                assertThat(undeclared.changedBy()).isEqualTo(writers);
                assertThat(undeclared.changedBy()).noneMatch(owners::contains);
            }
        }
    }

    @Property(tries = 500)
    void whatIsUntouchedHoldsNothingThatChanged(@ForAll("features") List<Work> wave) {
        Work work = wave.get(0);

        List<String> untouched = WriteAudit.of(work.writes(ONE), List.of()).stream()
                .filter(AuditFinding.Untouched.class::isInstance)
                .map(AuditFinding::path)
                .toList();

        for (String declared : work.declared()) {
            PathPattern pattern = PathPattern.of(new RepoPath(declared));
            assertThat(untouched.contains(declared))
                    .isEqualTo(work.changed().stream().noneMatch(pattern::matches));
        }
    }

    private static boolean covered(Work work, String path) {
        return work.declared().stream()
                .anyMatch(declared -> PathPattern.of(new RepoPath(declared)).matches(path));
    }

    record Work(Set<String> declared, Set<String> changed) {
        Writes writes(FeatureId id) {
            return WriteAuditTest.writes(id, declared, changed);
        }
    }

    @Provide
    Arbitrary<List<Work>> features() {
        Arbitrary<Set<String>> declared = Arbitraries.of("a/x", "a/", "b/**", "*/y", "c", "{b,c}/x", "**/z")
                .set()
                .ofMaxSize(3)
                .map(TreeSet::new);
        Arbitrary<Set<String>> changed = Arbitraries.of("a/x", "a/y", "b/x", "b/q/z", "c/x", "d")
                .set()
                .ofMaxSize(5)
                .map(TreeSet::new);
        return Combinators.combine(declared, changed).as(Work::new).list().ofSize(3);
    }

    private static Writes writes(FeatureId id, Iterable<String> declared, Iterable<String> changed) {
        List<RepoPath> paths = new ArrayList<>();
        declared.forEach(path -> paths.add(new RepoPath(path)));
        List<String> files = new ArrayList<>();
        changed.forEach(files::add);
        return Writes.of(id, paths, List.of(), files);
    }
}
