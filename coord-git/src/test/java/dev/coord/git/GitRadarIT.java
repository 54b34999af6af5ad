package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.BranchName;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.StructuredMerge;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.LiveWork;
import dev.coord.radar.RadarPicture;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRadarIT {

    private static final String FILE = "app.txt";

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private GitRadar radar;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write(FILE, numbered(20));
        sandbox.commitAll("twenty lines");
        radar = GitRadar.in(sandbox.repository(), temp.resolve("radar"));
    }

    @AfterEach
    void removesAllThatItWrote() {
        radar.close();

        assertThat(temp.resolve("radar")).doesNotExist();
    }

    @Nested
    class WithMergers {

        private final AtomicInteger asked = new AtomicInteger();
        private Workspace a;
        private Workspace b;

        @BeforeEach
        void bothEditOneLine() {
            radar = radar.mergers(List.of((path, base, ours, theirs) -> {
                asked.incrementAndGet();
                return path.value().startsWith("app")
                        ? new StructuredMerge.Merged(ours, List.of())
                        : new StructuredMerge.Unknown();
            }));
            a = sandbox.prepared("A");
            b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            edit(b, "5s/.*/five of B/");
        }

        @Test
        void whatTheyMergeIsNoConflictAndIsAskedOnce() {
            assertThat(only(look(a, b)).kind()).isEqualTo(Kind.CLOSE);

            write(a, "elsewhere.txt", "more\n");
            assertThat(look(a, b).hasConflicts()).isFalse();
            assertThat(asked).hasValue(1);

            edit(a, "5s/.*/FIVE of A/");
            assertThat(look(a, b).hasConflicts()).isFalse();
            assertThat(asked).hasValue(2);
        }

        @Test
        void whereTheyDoNotMergeAllOfItAllConflicts() {
            write(a, "other.txt", "a\n");
            write(b, "other.txt", "b\n");

            assertThat(look(a, b).encounters())
                    .extracting(Encounter::path, Encounter::kind)
                    .containsExactly(tuple(FILE, Kind.CONFLICT), tuple("other.txt", Kind.CONFLICT));
        }

        @Test
        void whatIsNotAboutContentsAloneStaysAConflict() {
            Scripts.in(b, "rm " + FILE);

            assertThat(look(a, b).hasConflicts()).isTrue();
            assertThat(asked).hasValue(0);
        }

        @Test
        void whatAttributesLeaveToGitStaysAConflict() {
            sandbox.write(".gitattributes", FILE + " -merge\n");
            sandbox.commitAll("attributes");

            assertThat(look(a, b).hasConflicts()).isTrue();
        }
    }

    @Nested
    class Meets {

        @Test
        void uncommittedEditsOfOneLine() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            edit(b, "4,5s/.*/of B/");
            Scripts.in(b, "git commit -qam committed; echo more >> other.txt");

            Encounter found = only(look(a, b));

            assertThat(found.feature()).isEqualTo(id("A"));
            assertThat(found.other()).contains(id("B"));
            assertThat(found.path()).isEqualTo(FILE);
            assertThat(found.kind()).isEqualTo(Kind.CONFLICT);
            assertThat(found.own().lines()).containsExactly(new LineRange(5, 5));
            assertThat(found.others().lines()).containsExactly(new LineRange(4, 5));
            assertThat(found.others().diff()).contains("-4\n-5\n+of B\n+of B\n").startsWith("@@ -1,8 +1,8 @@");
        }

        @Test
        void closeIsNoConflict() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            edit(b, "9s/.*/nine of B/");

            assertThat(only(look(a, b)).kind()).isEqualTo(Kind.CLOSE);
            assertThat(look(a, b).hasConflicts()).isFalse();

            edit(b, "9s/.*/9/");
            edit(b, "10s/.*/ten of B/");
            assertThat(look(a, b).encounters()).isEmpty();
        }

        @Test
        void aFileThatBothAddWithoutTellingGit() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            write(a, "new dir/\"q'\n.txt", "a\n");
            write(b, "new dir/\"q'\n.txt", "b\n");
            write(a, "ignored.log", "a\n");
            write(b, "ignored.log", "b\n");
            Scripts.run(sandbox.directory, "echo '*.log' >> .git/info/exclude");

            Encounter found = only(look(a, b));

            assertThat(found.path()).isEqualTo("new dir/\"q'\n.txt");
            assertThat(found.own().lines()).containsExactly(new LineRange(1, 1));
        }

        @Test
        void aDeletionMeetsAnEditAndARenamingFollowsIt() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            Scripts.in(b, "rm " + FILE);
            Workspace c = sandbox.prepared("C");
            Scripts.in(c, "mv " + FILE + " renamed.txt; sed -i '5s/.*/five of C/' renamed.txt");

            RadarPicture picture = look(a, b, c);

            assertThat(told(picture))
                    .containsExactly(
                            "A-B " + FILE + " CONFLICT", "A-C renamed.txt CONFLICT", "B-C renamed.txt CONFLICT");
        }

        @Test
        void aDirectoryThatOneSideRenamed() {
            sandbox.write("d/one", "1\n");
            sandbox.write("d/two", "2\n");
            sandbox.commitAll("a directory");
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            Scripts.in(a, "git mv d e");
            write(b, "d/new", "n\n");

            assertThat(told(look(a, b))).containsExactly("A-B e/new CONFLICT");
        }

        @Test
        void whatHasLandedMeanwhile() {
            Workspace a = sandbox.prepared("A");
            edit(a, "5s/.*/five of A/");
            assertThat(look(a).encounters()).isEmpty();

            sandbox.write(FILE, numbered(20).replace("5\n", "five of main\n"));
            sandbox.commitAll("landed");

            Encounter found = only(look(a));
            assertThat(found.other()).isEmpty();
            assertThat(found.others().diff()).contains("+five of main");
        }

        @Test
        void finishedWorkAndBranchesOfOthers() {
            FeatureTip finished = sandbox.made("A", FILE, numbered(20).replace("5\n", "five of A\n"));
            sandbox.git("worktree", "add", "--quiet", "-b", "topic/b", "../theirs", "main");
            Scripts.run(sandbox.directory.resolveSibling("theirs"), "sed -i '5s/.*/five of B/' " + FILE);

            RadarPicture picture = look(List.of(
                    new LiveWork.Finished(id("A"), finished.tip()),
                    new LiveWork.OnBranch(id("B"), new BranchName("topic/b"), true),
                    new LiveWork.OnBranch(id("C"), new BranchName("topic/c"), true),
                    new LiveWork.OnBranch(id("D"), new BranchName("topic/d"), false)));

            assertThat(told(picture)).containsExactly("A-B " + FILE + " CONFLICT");
            assertThat(picture.seen()).containsExactly(id("A"), id("B"));
            assertThat(picture.unseen()).extracting(unseen -> unseen.feature()).containsExactly(id("C"));
        }

        @Test
        void aChangeInTheWayOfADriverIsForGit() {
            sandbox.write(".gitattributes", "app.txt -merge\n");
            sandbox.commitAll("no merging");
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "1s/.*/one/");
            edit(b, "20s/.*/twenty/");

            assertThat(told(look(a, b))).containsExactly("A-B " + FILE + " CONFLICT");
        }

        @Test
        void equalChangesDoNot() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five/");
            edit(b, "5s/.*/five/");

            assertThat(look(a, b).encounters()).isEmpty();
        }
    }

    @Nested
    class Again {

        @Test
        void followsWhatIsWrittenAndTakenBack() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            assertThat(look(a, b).encounters()).isEmpty();

            edit(b, "5s/.*/five of B/");
            assertThat(told(look(a, b))).containsExactly("A-B " + FILE + " CONFLICT");

            Scripts.in(b, "git commit -qam mine");
            assertThat(told(look(a, b))).containsExactly("A-B " + FILE + " CONFLICT");

            Scripts.in(b, "git reset -q --hard HEAD~1");
            assertThat(look(a, b).encounters()).isEmpty();
        }

        @Test
        void changesNothingOfAnybodys() throws IOException {
            Workspace a = sandbox.prepared("A");
            Scripts.in(a, "echo staged > s; git add s; echo more >> s; echo new > n");
            Path index = Path.of(
                    Scripts.run(a.directory(), "git rev-parse --git-path index").strip());
            byte[] before = Files.readAllBytes(index);
            String objects = Scripts.run(sandbox.directory, "find .git -type f | sort");

            look(a);
            write(a, "n", "newer\n");
            look(a);

            assertThat(Files.readAllBytes(index)).isEqualTo(before);
            assertThat(Scripts.run(sandbox.directory, "find .git -type f | sort"))
                    .isEqualTo(objects);
        }

        @Test
        void beginsAnewAfterAFailure() {
            Workspace a = sandbox.prepared("A");
            look(a);
            assertThatThrownBy(() -> radar.look("refs/heads/none", List.of())).isInstanceOf(RepositoryFailed.class);

            assertThat(look(a).seen()).containsExactly(id("A"));
        }
    }

    @Nested
    class GetsNotInTheWay {

        @Test
        void ofARebaseWhichCountsAsWhatWasBefore() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            edit(b, "5s/.*/five of B/");
            Scripts.in(b, "git commit -qam mine");
            RadarPicture before = look(a, b);
            Scripts.in(
                    b,
                    "git checkout -q --detach main; sed -i '5s/.*/other/' app.txt; git commit -qam other; o=$(git rev-parse HEAD);"
                            + " git checkout -q feature/B; git rebase -q $o >/dev/null 2>&1 || test -d \"$(git rev-parse --git-path rebase-merge)\"");

            assertThat(look(a, b)).isEqualTo(before);
            assertThat(told(fresh(a, b))).isEqualTo(told(before));
        }

        @Test
        void ofALockThatGitHoldsOnTheIndex() throws IOException {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            edit(a, "5s/.*/five of A/");
            look(a, b);
            Path lock = Path.of(Scripts.run(b.directory(), "git rev-parse --git-path index.lock")
                    .strip());
            Files.createFile(lock);
            edit(b, "5s/.*/half written/");

            assertThat(look(a, b).encounters()).isEmpty();

            Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));
            assertThat(told(look(a, b))).containsExactly("A-B " + FILE + " CONFLICT");
            assertThat(lock).exists();
        }

        @Test
        void ofWorkTreesThatVanish() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            look(a, b);
            Scripts.run(sandbox.directory, "rm -rf '" + b.directory() + "'");

            RadarPicture picture = look(a, b);

            assertThat(picture.seen()).containsExactly(id("A"));
            assertThat(picture.unseen()).hasSize(1);
            assertThat(picture.unseen().get(0).reason()).contains("is gone");
        }

        @Test
        void ofPipesAtWhichGitWouldWait() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            Scripts.in(a, "mkfifo pipe; mkfifo " + FILE + ".x; ln -s nowhere dangling; ln -s . circle");
            Scripts.in(b, "mkdir d; mkfifo d/.gitignore");

            RadarPicture picture = look(a, b);

            assertThat(picture.seen()).containsExactly(id("A"));
            assertThat(picture.unseen().get(0).reason())
                    .contains("d/.gitignore")
                    .contains("pipe");
        }

        @Test
        void ofFilesThatGitRefuses() {
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            Scripts.in(a, "git init -q nested; printf x > 'n\u00fc\nl'; ln -sfn elsewhere " + FILE);
            edit(b, "5s/.*/five of B/");

            assertThat(told(look(a, b))).containsExactly("A-B " + FILE + " CONFLICT");
        }

        @Test
        void ofSparseCheckoutsAndHiddenChanges() {
            sandbox.write("d/out", "o\n");
            sandbox.commitAll("a directory");
            Workspace a = sandbox.prepared("A");
            Workspace b = sandbox.prepared("B");
            Scripts.in(a, "git sparse-checkout set --cone nothing >/dev/null 2>&1; test ! -e d/out");
            edit(a, "5s/.*/five of A/");
            Scripts.in(b, "git update-index --assume-unchanged " + FILE + "; echo p >> d/out");
            edit(b, "5s/.*/five of B/");

            assertThat(told(look(a, b))).containsExactly("A-B " + FILE + " CONFLICT");
        }

        @Test
        void ofMarksThatAnAgentIsAboutToResolve() {
            FeatureTip tip = sandbox.made("A", FILE, numbered(20).replace("5\n", "five of A\n"));
            sandbox.write(FILE, numbered(20).replace("5\n", "five of main\n"));
            sandbox.commitAll("landed");
            Worktrees worktrees = sandbox.worktrees();
            Workspace again = sandbox.located(worktrees, "A", 2).resuming(tip.tip());
            worktrees.prepare(again);
            Workspace b = sandbox.prepared("B");
            edit(b, "5s/.*/five of B/");

            assertThat(look(again, b).encounters()).isEmpty();

            Scripts.run(again.directory(), "sed -i '/^[<|=>]\\{7\\}/d; /^5$/d; /^five of main/d' " + FILE);
            assertThat(told(look(again, b))).containsExactly("A-B " + FILE + " CONFLICT");
        }
    }

    private RadarPicture look(Workspace... places) {
        List<LiveWork> work = new ArrayList<>();
        for (Workspace place : places) {
            work.add(new LiveWork.InWorkTree(place));
        }
        return look(work);
    }

    private RadarPicture look(List<LiveWork> work) {
        try {
            return radar.look(Sandbox.MAIN, work);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RadarPicture fresh(Workspace... places) {
        radar.close();
        return look(places);
    }

    private static Encounter only(RadarPicture picture) {
        assertThat(picture.unseen()).isEmpty();
        assertThat(picture.encounters()).hasSize(1);
        return picture.encounters().get(0);
    }

    private static List<String> told(RadarPicture picture) {
        return picture.encounters().stream()
                .map(encounter -> encounter.feature() + "-"
                        + encounter.other().map(FeatureId::value).orElse("main") + " " + encounter.path() + " "
                        + encounter.kind())
                .toList();
    }

    private static void edit(Workspace place, String change) {
        Scripts.run(place.directory(), "sed -i '" + change + "' " + FILE);
    }

    private static void write(Workspace place, String path, String text) {
        Sandbox.write(place.directory().resolve(path), text);
    }

    private static String numbered(int lines) {
        return IntStream.rangeClosed(1, lines).mapToObj(i -> i + "\n").reduce("", String::concat);
    }

    private static FeatureId id(String id) {
        return new FeatureId(id);
    }
}
