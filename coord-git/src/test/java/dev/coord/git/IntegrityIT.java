package dev.coord.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in the files of merged waves, in a real repository. */
class IntegrityIT {

    private static final String MARKS = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> topic\n";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write("old.txt", "one\n");
        sandbox.write("known.md", "How to:\n" + MARKS);
        sandbox.commitAll("files");
    }

    private static IntegrityCheck check(Function<CandidateFiles, List<IntegrityFinding>> find) {
        return new IntegrityCheck() {

            @Override
            public String name() {
                return "own";
            }

            @Override
            public List<IntegrityFinding> find(CandidateFiles files) {
                return find.apply(files);
            }
        };
    }

    private List<IntegrityFinding> found(List<IntegrityCheck> checks, FeatureTip... tips) throws InterruptedException {
        GitIntegrator integrator = sandbox.integrator()
                .looking(FeatureSet.of(List.of()), List.of(), checks, SchemaTrials.NONE, TreeMap::new);
        Merged merged = (Merged) integrator.merge(Sandbox.wave(tips));
        return integrator.prove(merged.candidate()).features().stream()
                .map(FeatureProof::integrity)
                .flatMap(List::stream)
                .toList();
    }

    private Tuple[] marks(FeatureTip... tips) throws InterruptedException {
        return found(List.of(), tips).stream()
                .map(one -> tuple(one.feature().value(), one.path(), one.line(), one.stops()))
                .toArray(Tuple[]::new);
    }

    @Test
    void marksOfAConflictStopWhoeverLeftThemWithTheirLine() throws Exception {
        assertThat(marks(
                        sandbox.made("P1", "old.txt", "one\nzero\n" + MARKS),
                        sandbox.made("P2", "new.txt", "a\n// >>>>>>> " + COMMIT + "\n"),
                        sandbox.made("P3", "fine.rst", "Title\n=======\n<<<<<<< quoted\n")))
                .containsExactly(tuple("P1", "old.txt", 3, true), tuple("P2", "new.txt", 2, true));
    }

    @Test
    void marksThatWereThereBeforeAreContent() throws Exception {
        assertThat(marks(sandbox.made("P1", "known.md", "Title\n\nHow to:\n" + MARKS + MARKS)))
                .isEmpty();
    }

    @Test
    void marksOfOthersInANewFileAreToldAndStopNothing() throws Exception {
        assertThat(marks(sandbox.made("P1", "example.md", MARKS))).containsExactly(tuple("P1", "example.md", 1, false));
    }

    @Test
    void aFileThatMovedHasWhatItHad() throws Exception {
        var workspace = sandbox.prepared("P1");
        Scripts.in(workspace, "git mv known.md moved.md; echo more >> moved.md");

        assertThat(marks(sandbox.collected(workspace))).isEmpty();
    }

    @Test
    void aCheckOfTheCallersSeesTheFilesOnAllSides() throws Exception {
        List<String> seen = new ArrayList<>();
        IntegrityCheck check = check(files -> {
            for (ChangedFile file : files.changed()) {
                seen.add(file.feature() + " " + file.path() + " " + files.ownLines(file) + files.lines(file.path())
                        + files.linesBefore(file.path()));
            }
            seen.add(new String(files.content("old.txt").orElseThrow(), UTF_8)
                    + new String(files.contentBefore("old.txt").orElseThrow(), UTF_8)
                    + files.lines("shared.txt").isEmpty()
                    + files.content("nowhere.txt").isPresent());
            return List.of(
                    new IntegrityFinding(new FeatureId("P2"), "own", "old.txt", 0, "it is old", "mend it", true));
        });

        List<IntegrityFinding> found = found(
                List.of(check),
                sandbox.made("P1", "old.txt", "one\nmore\n"),
                sandbox.made("P2", "caf\u00e9.txt", "x\n"));

        assertThat(found).extracting(IntegrityFinding::check).containsExactly("own");
        assertThat(seen)
                .containsExactly(
                        "P1 old.txt [one, more][one, more][one]",
                        "P2 caf\u00e9.txt [x][x][]",
                        "one\nmore\none\nfalsefalse");
    }

    @Test
    void aCheckOfTheCallersKnowsEveryFileAndItsContentOnBothSides() throws Exception {
        var workspace = sandbox.prepared("P1");
        Scripts.in(
                workspace,
                "rm old.txt; cp known.md d.md; ln -s known.md link; printf x > \"$(printf 'caf\\303\\251')\"");
        List<Object> seen = new ArrayList<>();

        found(
                List.of(check(files -> {
                    seen.addAll(List.of(files.paths(), files.pathsBefore(), files.links()));
                    seen.add(files.contentId("d.md").equals(files.contentIdBefore("known.md")));
                    seen.add(files.contentId("old.txt").isPresent());
                    seen.add(files.contentIdBefore("old.txt").isPresent());
                    seen.add(files.content("known.md").isPresent());
                    return List.of();
                })),
                sandbox.collected(workspace));

        Set<String> before = new TreeSet<>(
                sandbox.git("ls-tree", "-r", "--name-only", "main").lines().toList());
        Set<String> after = new TreeSet<>(before);
        after.remove("old.txt");
        after.addAll(List.of("caf\u00e9", "d.md"));
        assertThat(before).contains("old.txt", "known.md");
        assertThat(seen).containsExactly(after, before, Set.of("link"), true, false, true, true);
    }

    @Test
    void aCheckOfTheCallersKnowsWhatOtherWorkOfTheRunAddsThatIsNotMerged() throws Exception {
        FeatureTip merged = sandbox.made("P1", "merged.txt", "x\n");
        sandbox.made("P-2", "first.txt", "x\n");
        Workspace again = sandbox.prepared("P-2", 10);
        Scripts.in(again, "echo two > again.txt; echo more >> old.txt; ln -s old.txt link");
        sandbox.collected(again);
        FeatureTip landed = sandbox.made("P3", "landed.txt", "x\n");
        sandbox.git("merge", "--quiet", landed.tip().value());
        sandbox.write("branch.txt", "of a branch\n");
        CommitId branch = sandbox.commitAll("of a branch");
        sandbox.git("reset", "--quiet", "--hard", "HEAD^");
        sandbox.git("update-ref", "refs/coord/integrate/r1/P4", branch.value());
        sandbox.git("update-ref", "refs/coord/integrate/another/P5", branch.value());
        sandbox.git("update-ref", "refs/coord/tips/r1/somebody's", branch.value());
        List<String> seen = new ArrayList<>();

        found(
                List.of(check(files -> {
                    files.addedElsewhere()
                            .forEach(file -> seen.add(file.feature() + " " + file.path() + " "
                                    + new String(files.contentElsewhere(file).orElseThrow(), UTF_8)));
                    return List.of();
                })),
                merged);

        assertThat(seen).containsExactly("P-2 again.txt two\n", "P4 branch.txt of a branch\n");
    }

    @Test
    void aCheckOfTheCallersKnowsWhatABranchHasNotSeen() throws Exception {
        FeatureTip late = sandbox.made("P1", "late.txt", "x\n");
        sandbox.write("landed.sql", "one\n");
        sandbox.commitAll("somebody else's");
        FeatureTip early = sandbox.made("P2", "early.txt", "x\n");
        List<Boolean> seen = new ArrayList<>();

        found(
                List.of(check(files -> {
                    for (String id : List.of("P1", "P2")) {
                        SortedSet<String> begun = files.pathsBegun(new FeatureId(id));
                        seen.addAll(List.of(begun.contains("old.txt"), begun.contains("landed.sql")));
                    }
                    return List.of();
                })),
                late,
                early);

        assertThat(seen).containsExactly(true, false, true, true);
    }

    @Test
    void nothingIsFoundToBeFineWhereACheckFails() {
        IntegrityCheck failing = check(files -> {
            throw new IllegalStateException("no such thing");
        });

        assertThatThrownBy(() -> found(List.of(failing), sandbox.made("P1", "a.txt", "a\n")))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("the check 'own' failed");
    }
}
