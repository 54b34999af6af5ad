package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.MergeOutcome.NothingMerged;
import dev.coord.merge.WaveWork;
import dev.coord.run.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeIT {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    private Candidate merged(FeatureTip... tips) throws InterruptedException {
        MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tips));
        assertThat(outcome).isInstanceOf(Merged.class);
        return ((Merged) outcome).candidate();
    }

    private MergeOutcome outcome(FeatureTip... tips) throws InterruptedException {
        return sandbox.integrator().merge(Sandbox.wave(tips));
    }

    @Test
    void theCoordinationDirectoryMayLieOnAnotherFileSystem() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeThat(Files.isWritable(memory)).isTrue();
        assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(temp));
        Path home = Files.createTempDirectory(memory, "coord-test-");
        GitIntegrator integrator = new GitIntegrator(sandbox.repository(), home.resolve("coord"), Optional.empty());
        FeatureTip tip = sandbox.made("P1", "a", "1\n");

        Merged merged = (Merged) integrator.merge(Sandbox.wave(tip));
        integrator.land(merged.candidate());

        assertThat(sandbox.commit("main")).isEqualTo(merged.candidate().commit());
        DirectoryTree.delete(home);
    }

    @Test
    void doesNotBringBackWhatTheUserTookOffTheTarget() throws InterruptedException {
        CommitId landed = sandbox.commitAll("landed");
        FeatureTip tip = sandbox.made("P1", "a", "a\n");
        sandbox.git("reset", "-q", "--hard", "HEAD^");
        WaveWork work = new WaveWork(Sandbox.RUN, 0, Sandbox.MAIN, List.of(tip), Optional.of(landed));

        MergeOutcome.TargetRewound rewound =
                (MergeOutcome.TargetRewound) sandbox.integrator().merge(work);

        assertThat(rewound.now()).isEqualTo(sandbox.commit("main"));
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of(landed)).contained())
                .isEmpty();
        Scripts.run(temp, rewound.command());
        assertThat(sandbox.commit("main")).isEqualTo(landed);
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of(landed)).contained())
                .containsExactly(landed);
    }

    @Test
    void namesACommandForATargetThatNobodyHasCheckedOut() throws InterruptedException {
        CommitId landed = sandbox.commitAll("landed");
        FeatureTip tip = sandbox.made("P1", "a", "a\n");
        sandbox.git("checkout", "-q", "-b", "other", "HEAD^");
        sandbox.git("branch", "-q", "-f", "main", "HEAD");
        WaveWork work = new WaveWork(Sandbox.RUN, 0, Sandbox.MAIN, List.of(tip), Optional.of(landed));

        MergeOutcome outcome = sandbox.integrator().merge(work);

        Scripts.run(temp, ((MergeOutcome.TargetRewound) outcome).command());
        assertThat(sandbox.commit("main")).isEqualTo(landed);
    }

    @Nested
    class Merge {

        @Test
        void makesOneMergeCommitForEachFeatureInTheirOrder() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            FeatureTip second = sandbox.collected(sandbox.prepared("P2"));
            CommitId base = sandbox.commit("main");

            Candidate candidate = merged(first, second);

            String last = candidate.commit().value();
            assertThat(candidate.base()).isEqualTo(base);
            assertThat(sandbox.git("log", "--first-parent", "--format=%s", last).lines())
                    .startsWith("Merge feature P2", "Merge feature P1");
            assertThat(sandbox.commit(last + "^2")).isEqualTo(second.tip());
            assertThat(sandbox.commit(last + "^1^2")).isEqualTo(first.tip());
            assertThat(sandbox.git("log", "-1", "--format=%(trailers)", last).lines())
                    .startsWith("Coord-Feature: P2", "Coord-Digest: digest-P2", "Coord-Run: r1", "Coord-Wave: 0");
            assertThat(sandbox.commit("main")).isEqualTo(base);
            assertThat(sandbox.commit("refs/coord/waves/r1/0/base")).isEqualTo(base);
            assertThat(sandbox.commit("refs/coord/waves/r1/0/candidate")).isEqualTo(candidate.commit());
        }

        @Test
        void isToldByTheSubjectsOfTheAgentsOwnCommits() throws Exception {
            Workspace workspace = sandbox.prepared("P1");
            for (String subject : List.of("Add the \u00fcber form", "Merge no feature: just a subject")) {
                Files.writeString(workspace.directory().resolve("a"), subject);
                Scripts.run(
                        workspace.directory(), "git add -A && git commit -qm '" + subject + "\n\nCoord-Feature: P9\n'");
            }
            Files.writeString(workspace.directory().resolve("left"), "over\n");
            FeatureTip tip = sandbox.collected(workspace);

            Candidate candidate = merged(tip);

            assertThat(sandbox.integrator().subjects(candidate.commit(), Set.of(P1, P2, new FeatureId("P9"))))
                    .isEqualTo(Map.of(
                            P1,
                            List.of(
                                    "Add the \u00fcber form",
                                    "Merge no feature: just a subject",
                                    "P1: work of its agent")));
            assertThat(sandbox.integrator().subjects(candidate.base(), Set.of(P1)))
                    .isEmpty();
        }

        @Test
        void givesTheSameCommitAgain() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            FeatureTip second = sandbox.made("P2", "b", "2\n");

            Candidate once = merged(first, second);

            assertThat(merged(first, second)).isEqualTo(once);
        }

        @Test
        void goesOnInACloneThatWasKilledInTheMiddle() throws Exception {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            Candidate once = merged(first);
            Path clone = sandbox.coordination.resolve("integration");
            for (String lock : List.of("index.lock", "HEAD.lock", "config.lock")) {
                Sandbox.write(clone.resolve(lock), "");
            }
            Files.delete(clone.resolve("HEAD"));

            assertThat(merged(first)).isEqualTo(once);
        }

        @Test
        void leavesTheUsersRepositoryWithoutLocksAndItsWorkTreeAlone() throws InterruptedException {
            sandbox.write("untracked", "mine");
            merged(sandbox.made("P1", "a", "1\n"));

            assertThat(sandbox.git("status", "--porcelain")).isEqualTo("?? untracked");
            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock'"))
                    .isEmpty();
            assertThat(sandbox.git("fsck", "--strict")).isEmpty();
        }

        @Test
        void followsRenames() throws InterruptedException {
            Workspace renaming = sandbox.prepared("P1");
            Scripts.run(renaming.directory(), "git mv shared.txt moved.txt");
            FeatureTip editing = sandbox.made("P2", "shared.txt", "one\ntwo\nthree\nfour\n");

            Candidate candidate = merged(sandbox.collected(renaming), editing);

            assertThat(sandbox.content(candidate.commit().value(), "moved.txt")).endsWith("four");
        }

        @Test
        void honoursUnionAttributesAlsoOfDirectories() throws InterruptedException {
            sandbox.write("web/.gitattributes", "index.ts merge=union\n");
            sandbox.write("web/index.ts", "a\n");
            sandbox.commitAll("union");
            FeatureTip first = sandbox.made("P1", "web/index.ts", "a\nb\n");
            FeatureTip second = sandbox.made("P2", "web/index.ts", "a\nc\n");

            Candidate candidate = merged(first, second);

            assertThat(sandbox.content(candidate.commit().value(), "web/index.ts"))
                    .isEqualTo("a\nb\nc");
        }

        @Test
        void honoursSettingsWhereverTheyAreAndWhatTheyNameInTheWorkTree() throws InterruptedException {
            sandbox.write("tools/first.sh", "#!/bin/sh\n. \"$(dirname \"$0\")/lib.sh\"\nkeep \"$1\"\n");
            sandbox.write("tools/lib.sh", "keep() { echo driven >\"$1\"; }\n");
            sandbox.write("tools/.keep/é.gitattributes", "");
            sandbox.commitAll("tools");
            sandbox.write(".git/more.config", "[merge \"first\"]\n\tdriver = sh ./tools/first.sh %A\n");
            sandbox.git("config", "include.path", "more.config");
            sandbox.git("config", "core.attributesFile", "local.attributes");
            sandbox.write(".git/info/exclude", "local.attributes\n");
            sandbox.write("local.attributes", "shared.txt merge=first\n");
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P2", "shared.txt", "2\n");

            Candidate candidate = merged(first, second);

            assertThat(sandbox.content(candidate.commit().value(), "shared.txt"))
                    .isEqualTo("driven");
            assertThat(sandbox.directory.resolve("tools/lib.sh")).exists();
        }

        @Test
        void forgetsAttributesOfAnEarlierTarget() throws InterruptedException {
            sandbox.write(".gitattributes", "shared.txt merge=union\n");
            sandbox.commitAll("union");
            merged(sandbox.made("P1", "a", "1\n"));
            sandbox.git("rm", "--quiet", ".gitattributes");
            sandbox.commitAll("no union");
            FeatureTip first = sandbox.made("P2", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P3", "shared.txt", "2\n");

            assertThat(outcome(first, second).leftOut()).singleElement().isInstanceOf(Conflicted.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"true", "git submodule --quiet absorbgitdirs lib", "git submodule --quiet deinit -f lib"})
        void movesASubmoduleAsFarAsTheSideThatMovedItFurthest(String kept) throws InterruptedException {
            sandbox.write(".gitmodules", "[submodule \"of others\"]\n\tpath = lib\n\turl = ./lib\n");
            Scripts.run(
                    sandbox.directory,
                    "git init -q lib; git -C lib config user.name n; git -C lib config user.email e; for i in 1 2 3; do git -C lib commit -q --allow-empty -m $i; done;"
                            + " git -C lib checkout -q HEAD~2; git add .; git commit -qm lib; git submodule -q init");
            FeatureTip first = moved("P1", "HEAD@{1}~1");
            FeatureTip second = moved("P2", "HEAD@{1}");
            Scripts.run(sandbox.directory, kept);

            Candidate candidate = merged(first, second);

            assertThat(sandbox.git("ls-tree", candidate.commit().value(), "lib"))
                    .isEqualTo(sandbox.git("ls-tree", second.tip().value(), "lib"));
        }

        private FeatureTip moved(String id, String to) {
            String tip = Scripts.run(
                    sandbox.directory,
                    "git update-index --cacheinfo 160000,$(git -C lib rev-parse '" + to + "'),lib;"
                            + " git commit-tree -p HEAD -m moved $(git write-tree); git reset -q >&2");
            return new FeatureTip(new FeatureId(id), "digest", new CommitId(tip.strip()));
        }

        @Test
        void runsMergeDriversOfTheRepository() throws InterruptedException {
            sandbox.write(".gitattributes", "shared.txt merge=ours-always\n");
            sandbox.commitAll("driver");
            sandbox.git("config", "merge.ours-always.driver", "true");
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P2", "shared.txt", "2\n");

            Candidate candidate = merged(first, second);

            assertThat(sandbox.content(candidate.commit().value(), "shared.txt"))
                    .isEqualTo("1");
        }

        @Test
        void mergesARepositoryWithAnotherHashFunction() throws InterruptedException {
            Path directory = temp.resolve("sha256");
            Scripts.run(
                    temp,
                    "git init -q -b main --object-format=sha256 sha256; cd sha256; git config user.name n; git config user.email e; echo a > a; git add a; git commit -qm a");
            sandbox = Sandbox.at(directory);

            Candidate candidate = merged(sandbox.made("P1", "b", "1\n"));

            assertThat(candidate.commit().value()).hasSize(64);
        }
    }

    @Nested
    class Conflict {

        @Test
        void leavesOutWhatDoesNotMergeAndNamesBothFeaturesAndTheFiles() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P2", "shared.txt", "2\n");
            FeatureTip bystander = sandbox.made("P3", "other", "0\n");

            MergeOutcome outcome = outcome(first, second, bystander);

            assertThat(outcome.leftOut()).containsExactly(conflict(P2, "shared.txt", List.of(new LineRange(1, 1)), P1));
            Candidate candidate = ((Merged) outcome).candidate();
            assertThat(candidate.work()).isEqualTo(Sandbox.wave(first, bystander));
            assertThat(candidate).isEqualTo(merged(first, bystander));
            assertThat(sandbox.commit("refs/coord/waves/r1/0/candidate")).isEqualTo(candidate.commit());
        }

        @Test
        void isToldForEveryFeatureAndFile() throws InterruptedException {
            sandbox.write("list.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
            sandbox.commitAll("list");
            FeatureTip first = sandbox.made("P1", "list.txt", "a\nB\nc\nd\ne\nf\ng\nh\nI\nI2\nj\n");
            FeatureTip other = sandbox.made("P2", "shared.txt", "2\n");
            Workspace both = sandbox.prepared("P3");
            Scripts.run(both.directory(), "echo 3 > shared.txt; sed -i -e 's/^b$/3/' -e '/^i$/d' list.txt");
            FeatureTip last = sandbox.made("P4", "shared.txt", "4\n");

            MergeOutcome outcome = outcome(first, other, sandbox.collected(both), last);

            assertThat(outcome.leftOut())
                    .containsExactly(
                            new Conflicted(
                                    new FeatureId("P3"),
                                    List.of(
                                            new ConflictedFile(
                                                    "list.txt",
                                                    List.of(new LineRange(2, 2), new LineRange(9, 10)),
                                                    List.of(P1)),
                                            new ConflictedFile(
                                                    "shared.txt", List.of(new LineRange(1, 1)), List.of(P2)))),
                            conflict(new FeatureId("P4"), "shared.txt", List.of(new LineRange(1, 1)), P2));
        }

        @Test
        void namesNobodyWhereSomebodyElseChangedTheTarget() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            sandbox.write("shared.txt", "mine\n");
            CommitId base = sandbox.commitAll("meanwhile");

            assertThat(outcome(first))
                    .isEqualTo(new NothingMerged(
                            base, List.of(conflict(P1, "shared.txt", List.of(new LineRange(1, 1))))));
            assertThat(sandbox.has("refs/coord/waves/r1/0/candidate")).isFalse();
        }

        @Test
        void namesAFeatureThatLandedMeanwhile() throws InterruptedException {
            FeatureTip late = sandbox.made("P2", "shared.txt", "2\n");
            Candidate candidate = merged(sandbox.made("P1", "shared.txt", "1\n"));
            sandbox.integrator().land(candidate);

            assertThat(outcome(late).leftOut())
                    .containsExactly(conflict(P2, "shared.txt", List.of(new LineRange(1, 1)), P1));
        }

        @Test
        void isFoundWhereOneDeletesWhatTheOtherEdits() throws InterruptedException {
            Workspace deleting = sandbox.prepared("P1");
            Scripts.run(deleting.directory(), "rm shared.txt");
            FeatureTip editing = sandbox.made("P2", "shared.txt", "2\n");

            assertThat(outcome(sandbox.collected(deleting), editing).leftOut())
                    .containsExactly(conflict(P2, "shared.txt", List.of(), P1));
        }

        @Test
        void namesTheDirectoryWhereNoFileConflicts() throws InterruptedException {
            sandbox.write("old/a", "1\n2\n3\n");
            sandbox.write("old/b", "4\n5\n6\n");
            sandbox.commitAll("a directory");
            Workspace splitting = sandbox.prepared("P1");
            Scripts.run(splitting.directory(), "mkdir x y; git mv old/a x/a; git mv old/b y/b");
            FeatureTip adding = sandbox.made("P2", "old/c", "7\n");

            assertThat(outcome(sandbox.collected(splitting), adding).leftOut())
                    .containsExactly(conflict(P2, "old", List.of(), P1));
        }

        @Test
        void isFoundInAFileWhoseNameIsNoText() throws InterruptedException {
            Workspace one = sandbox.prepared("P1");
            Scripts.run(one.directory(), "printf 'x\\n' > \"$(printf 'a\\377 \\n-b')\"");
            Workspace two = sandbox.prepared("P2");
            Scripts.run(two.directory(), "printf 'y\\n' > \"$(printf 'a\\377 \\n-b')\"");

            assertThat(outcome(sandbox.collected(one), sandbox.collected(two)).leftOut())
                    .containsExactly(conflict(P2, "a\uFFFD \n-b", List.of(new LineRange(1, 1)), P1));
        }

        /** To git these are patterns, unless it is told otherwise. */
        @Test
        void isFoundInAFileWhoseNameLooksLikeAPattern() throws InterruptedException {
            Workspace one = sandbox.prepared("P1");
            Scripts.run(one.directory(), "printf 'x\\r\\n' > :colon");
            Workspace two = sandbox.prepared("P2");
            Scripts.run(two.directory(), "printf 'y\\r\\n' > :colon");

            assertThat(outcome(sandbox.collected(one), sandbox.collected(two)).leftOut())
                    .containsExactly(conflict(P2, ":colon", List.of(new LineRange(1, 1)), P1));
        }

        @Test
        void ofADirectoryThatGitDoesNotReadItIsToldWhichFeatureHasIt() {
            FeatureTip sound = sandbox.made("P1", "a.txt", "a\n");
            Git git = new Git(sandbox.directory);
            byte[] nameless = (git.run("cat-file", "tree", "main^{tree}").raw() + "100644 \0" + "x".repeat(20))
                    .getBytes(StandardCharsets.ISO_8859_1);
            String tree = git.run(nameless, List.of("hash-object", "-t", "tree", "-w", "--stdin", "--literally"))
                    .line();
            CommitId broken = sandbox.commit(sandbox.git("commit-tree", "-m", "broken", "-p", "main", tree));

            assertThatThrownBy(() -> outcome(sound, new FeatureTip(P2, "digest", broken)))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("git fails to merge 'P2': ");
        }

        private static Conflicted conflict(FeatureId feature, String path, List<LineRange> lines, FeatureId... with) {
            return new Conflicted(feature, List.of(new ConflictedFile(path, lines, List.of(with))));
        }
    }
}
