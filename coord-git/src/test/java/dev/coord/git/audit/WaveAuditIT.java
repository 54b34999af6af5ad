package dev.coord.git.audit;

import static dev.coord.git.audit.MadeWave.FILE;
import static dev.coord.git.audit.MadeWave.GITLINK;
import static dev.coord.git.audit.MadeWave.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.audit.MadeWave.Files;
import dev.coord.git.audit.WaveAudit.Found;
import dev.coord.git.command.Git;
import dev.coord.proof.AuditFinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaveAuditIT {

    private static final FeatureId ONE = new FeatureId("one");
    private static final FeatureId TWO = new FeatureId("two");
    private static final String ELSEWHERE = "1234567890".repeat(4);

    @TempDir
    Path temp;

    private final Files target = new Files()
            .file("a.txt", "one\ntwo\nthree\n")
            .file("src/B.java", "b\n")
            .with("lib", GITLINK, ELSEWHERE)
            .with("link", LINK, "a.txt");
    private MadeWave wave;
    private CommitId base;

    @BeforeEach
    void begin() {
        wave = new MadeWave(temp);
        base = wave.begin(target);
    }

    private Files changed() {
        return new Files(target);
    }

    @Test
    void readsWhatEachBranchChanged() {
        Found found = wave.branch(
                        "one", changed().file("a.txt", "1\ntwo\nthree\n").file("new", "n"))
                .branch("two", changed().without("src/B.java"))
                .found();

        assertThat(found.changed())
                .containsEntry(ONE, List.of("a.txt", "new"))
                .containsEntry(TWO, List.of("src/B.java"));
        assertThat(found.names()).isEmpty();
    }

    @Test
    void countsARenamedFileUnderBothNamesAlsoWhereAnotherBranchEditsIt() {
        Found found = wave.branch("one", changed().without("a.txt").file("b.txt", "one\ntwo\nthree\n"))
                .branch("two", changed().file("a.txt", "one\ntwo\n3\n"))
                .found();

        assertThat(found.changed())
                .containsEntry(ONE, List.of("a.txt", "b.txt"))
                .containsEntry(TWO, List.of("a.txt"));
    }

    @Test
    void whatAStackHasFromBelowIsNotItsOwn() {
        CommitId below = wave.commit(changed().file("below", "b"), base);
        CommitId above = wave.commit(changed().file("below", "b").file("above", "a"), below);

        Found found = wave.branch("one", below).branch("two", above).found();

        assertThat(found.changed()).containsEntry(ONE, List.of("below")).containsEntry(TWO, List.of("above"));
    }

    @Test
    void whatABranchMergedFromTheTargetIsNotItsOwn() {
        CommitId work = wave.commit(changed().file("mine", "m"), base);
        CommitId later = wave.commit(changed().file("theirs", "t"), base);
        CommitId latest = wave.commit(changed().file("theirs", "t").file("more", "m"), later);
        CommitId merged = wave.commit(changed().file("mine", "m").file("theirs", "t"), work, later);

        Found found = wave.branch("one", merged).found(latest);

        assertThat(found.changed()).containsEntry(ONE, List.of("mine"));
    }

    @Test
    void findsLinksToCommitsThatAreNoSubmodules() {
        Found found = wave.branch(
                        "one",
                        changed()
                                .with("inner", GITLINK, ELSEWHERE)
                                .with("a.txt", GITLINK, ELSEWHERE)
                                .with("lib", GITLINK, "0987654321".repeat(4))
                                .with("sub", GITLINK, ELSEWHERE)
                                .file(".gitmodules", "[submodule \"s\"]\n\tpath = sub\n\turl = ../s\n"))
                .found();

        assertThat(found.names().get(ONE))
                .containsExactly(new AuditFinding.Gitlink("a.txt"), new AuditFinding.Gitlink("inner"));
        assertThat(found.changed().get(ONE)).containsExactly(".gitmodules", "a.txt", "inner", "lib", "sub");
    }

    @Test
    void findsLinksThatLeadOutAlsoInPlaceOfAFile() {
        Found found = wave.branch(
                        "one",
                        changed()
                                .with("link", LINK, "../a.txt")
                                .with("a.txt", LINK, "/etc/passwd")
                                .with("src/in", LINK, "../a.txt"))
                .found();

        assertThat(found.names().get(ONE))
                .containsExactly(
                        new AuditFinding.LinkOutside("a.txt", "/etc/passwd"),
                        new AuditFinding.LinkOutside("link", "../a.txt"));
    }

    @Test
    void findsNamesThatGitItselfRefuses() {
        Found found = wave.branch(
                        "one",
                        changed()
                                .file("src/.GIT/hooks/post-checkout", "x")
                                .file("git~1", "x")
                                .file(".g\u200cit/config", "x")
                                .file("src/../../out", "x")
                                .file("a\\..\\..\\b", "x"))
                .found();

        assertThat(found.names().get(ONE))
                .hasSize(5)
                .allSatisfy(finding -> assertThat(finding).isInstanceOf(AuditFinding.Outside.class));
    }

    @Test
    void findsThemInACommitOnTheWayAndInAMergeThatMadeThem() {
        CommitId evil = wave.commit(
                changed()
                        .file(".GIT/config", "x")
                        .with("sub/.git", GITLINK, ELSEWHERE)
                        .with("..", LINK, "x"),
                base);
        CommitId clean = wave.commit(changed().file("new", "x"), evil);
        CommitId later = wave.commit(changed().file("theirs", "t"), base);
        CommitId work = wave.commit(changed().file("mine", "m"), base);
        CommitId merge =
                wave.commit(changed().file("mine", "m").file("theirs", "t").file("git~1/x", "x"), work, later);
        CommitId mended = wave.commit(changed().file("mine", "m").file("theirs", "t"), merge);

        Found found = wave.branch("one", clean).branch("two", mended).found(later);

        assertThat(found.names().get(ONE))
                .extracting(AuditFinding::path)
                .containsExactly("..", ".GIT/config", "sub/.git");
        assertThat(found.names().get(TWO)).extracting(AuditFinding::path).containsExactly("git~1/x");
    }

    @Test
    void whatTheHistoryOfTheTargetHasIsNobodysFault() {
        CommitId evil = wave.commit(changed().file(".GIT/config", "x"), base);
        CommitId clean = wave.commit(changed().file("theirs", "t"), evil);
        CommitId work = wave.commit(changed().file("mine", "m"), base);
        CommitId merged = wave.commit(changed().file("mine", "m").file("theirs", "t"), work, clean);

        assertThat(wave.branch("one", merged).found(clean).names()).isEmpty();
    }

    @Test
    void findsTwinsOfTheTargetAndOfOtherBranches() {
        Found found = wave.branch("one", changed().file("A.TXT", "x").file("caf\u00e9", "x"))
                .branch("two", changed().file("cafe\u0301", "x").file("src/b.java/x", "x"))
                .found();

        assertThat(found.names().get(ONE)).containsExactly(new AuditFinding.CaseTwin("A.TXT", "a.txt", List.of()));
        assertThat(found.names().get(TWO))
                .containsExactly(
                        new AuditFinding.UnicodeTwin("cafe\u0301", "caf\u00e9", List.of(ONE)),
                        new AuditFinding.CaseTwin("src/b.java/x", "src/B.java", List.of()));
    }

    @Test
    void keepsApartWhatIsNotTextAndTakesEveryNameAsItIs() {
        Found found = wave.branch(
                        "one",
                        changed()
                                .rawFile("b\377d")
                                .rawFile("b\376d")
                                .rawFile("line\nbreak")
                                .rawFile("\033[31mred")
                                .rawFile(":100644 a")
                                .rawFile(ELSEWHERE))
                .found();

        assertThat(found.changed().get(ONE))
                .containsExactly("\033[31mred", ELSEWHERE, ":100644 a", "b\ufffdd", "line\nbreak");
        assertThat(found.names()).isEmpty();
    }

    @Test
    void readsABranchThatDeletesEverything() {
        Found found = wave.branch("one", new Files()).found();

        assertThat(found.changed().get(ONE)).containsExactly("a.txt", "lib", "link", "src/B.java");
        assertThat(found.names()).isEmpty();
    }

    @Test
    void asksGitAFewTimesOnlyHoweverManyBranches() {
        for (int i = 0; i < 20; i++) {
            wave.branch("f" + i, changed().with("new" + i, FILE, "x"));
        }
        assertThat(wave.found().changed()).hasSize(20);

        long before = Git.started();
        wave.again();

        assertThat(Git.started() - before).isLessThanOrEqualTo(4);
    }
}
