package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.history.UndoneBranches;
import dev.coord.git.structured.Numbers;
import dev.coord.git.structured.Remake;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Collected;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.Workspace;
import dev.coord.testkit.run.CountedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of a wave get free numbers by commits that are merged in place of the branches. */
class RenumberIT {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    private Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write("m/1_base.txt", "base\n");
        sandbox.commitAll("first");
    }

    private GitIntegrator integrator(MigrationsPolicy policy) {
        return numbered(sandbox.integrator("test ! -e m/2_b.txt"), policy);
    }

    private static GitIntegrator numbered(GitIntegrator integrator, MigrationsPolicy policy) {
        return integrator.understanding(
                clone -> new Understanding(List.of(), Remake.NONE, new Numbers(new CountedFiles(), policy)));
    }

    private MergeOutcome merge(FeatureTip... tips) throws InterruptedException {
        return integrator(MigrationsPolicy.RENUMBER).merge(Sandbox.wave(tips));
    }

    private static Candidate candidate(MergeOutcome outcome) {
        assertThat(outcome.leftOut()).isEmpty();
        return ((Merged) outcome).candidate();
    }

    private List<String> files(CommitId commit) {
        return sandbox.git("ls-tree", "-r", "--name-only", commit.value(), "m/")
                .lines()
                .toList();
    }

    private FeatureTip on(CommitId commit, String feature, String file) throws Exception {
        Scripts.run(
                sandbox.directory,
                "git checkout -qb " + feature + " " + commit + " && echo " + feature + " >" + file
                        + " && git add . && git commit -qm work && git checkout -q main");
        return new FeatureTip(new FeatureId(feature), "digest", sandbox.commit(feature));
    }

    @Test
    void theOneThatComesLaterMovesAndNothingIsLost() throws Exception {
        FeatureTip first = sandbox.made("P1", "m/2_a.txt", "a\n");
        FeatureTip second = sandbox.made("P2", "m/2_b.txt", "b\n");
        FeatureTip same = sandbox.made("P3", "m/2_a.txt", "another\n");

        Candidate candidate = candidate(merge(first, second, same));

        assertThat(files(candidate.commit())).containsExactly("m/1_base.txt", "m/2_a.txt", "m/3_b.txt", "m/4_a.txt");
        Renumbered moved = candidate.renumbered(P2).orElseThrow();
        assertThat(moved.renamings())
                .containsExactly(new Renaming("m/2_b.txt", "m/3_b.txt", Optional.of("2"), "m/2_a.txt", List.of(P1)));
        assertThat(candidate.renumbered(P1)).isEmpty();
        assertThat(sandbox.commit(moved.commit().orElseThrow() + "^")).isEqualTo(second.tip());
        assertThat(sandbox.git("show", "-s", "--format=%B", candidate.commit() + "^"))
                .contains("Coord-Feature: P2", "Coord-Tip: " + second.tip(), "Coord-Renumbered: m/2_b.txt is m/3_b.txt")
                .doesNotContain("Coord-Unlocked");
        assertThat(merge(first, second, same)).isEqualTo(new Merged(candidate));
        GitIntegrator integrator = integrator(MigrationsPolicy.RENUMBER);
        assertThat(integrator.prove(candidate).features())
                .extracting(FeatureProof::lost, proof -> proof.lines().present())
                .allSatisfy(found -> assertThat(found.toList()).containsExactly(List.of(), 1));
        integrator.land(candidate);
        assertThat(sandbox.content("main", "m/4_a.txt")).isEqualTo("another");
        assertThat(integrator.subjects(sandbox.commit("main"), Set.of(P2)).get(P2))
                .singleElement()
                .asString()
                .startsWith("P2: ");
    }

    @Test
    void featuresThatAreLeftOutGiveTheirNumbersBack() throws Exception {
        FeatureTip first = sandbox.made("P1", "m/2_a.txt", "a\n");
        FeatureTip second = sandbox.made("P2", "m/2_b.txt", "b\n");
        FeatureTip third = sandbox.made("P3", "m/2_c.txt", "c\n");

        assertThat(files(candidate(merge(first, second, third)).commit())).contains("m/4_c.txt");
        assertThat(files(candidate(merge(first, third)).commit()))
                .containsExactly("m/1_base.txt", "m/2_a.txt", "m/3_c.txt");
        assertThat(candidate(merge(third)).renumbered()).isEmpty();
    }

    @Test
    void whatIsRefusedDoesNotMergeAndIsToldWhichNumberIsFree() throws Exception {
        MergeOutcome outcome = integrator(MigrationsPolicy.REFUSE)
                .merge(Sandbox.wave(sandbox.made("P1", "m/2_a.txt", "a\n"), sandbox.made("P2", "m/2_b.txt", "b\n")));

        assertThat(outcome.leftOut()).singleElement().isInstanceOfSatisfying(Conflicted.class, conflict -> {
            assertThat(conflict.feature()).isEqualTo(P2);
            assertThat(conflict.with()).containsExactly(P1);
            assertThat(conflict.refusals()).containsExactly("m/2_b.txt: 2 is taken by m/2_a.txt; m/3_b.txt is free");
            assertThat(conflict.failure())
                    .as("part of the reason that its agent reads")
                    .isEqualTo(conflict.refusals().get(0));
        });
    }

    @Test
    void whatWasBegunOnAnothersWorkFollowsIt() throws Exception {
        FeatureTip first = sandbox.made("P1", "m/2_a.txt", "a\n");
        FeatureTip under = sandbox.made("P2", "m/2_b.txt", "b\n");
        FeatureTip onTop = on(under.tip(), "P3", "m/3_c.txt");

        Candidate candidate = candidate(merge(first, under, onTop));

        assertThat(files(candidate.commit())).containsExactly("m/1_base.txt", "m/2_a.txt", "m/3_b.txt", "m/4_c.txt");
    }

    @Test
    void aNameThatIsNoTextHasItsNumberAllTheSame() throws Exception {
        Scripts.run(
                sandbox.directory,
                "git checkout -qb odd && touch \"m/$(printf '2_\\377.txt')\" && git add . && git commit -qm odd"
                        + " && git checkout -q main");
        FeatureTip odd = new FeatureTip(P1, "digest", sandbox.commit("odd"));

        Candidate candidate = candidate(merge(odd, sandbox.made("P2", "m/2_b.txt", "b\n")));

        assertThat(files(candidate.commit())).contains("m/3_b.txt");
    }

    @Test
    void aChangeOfItsOwnIsTestedWithTheNumbersItWouldHave() throws Exception {
        CommitId begun = sandbox.commit("main");
        FeatureTip tip = sandbox.made("P2", "m/2_b.txt", "b\n");
        sandbox.write("m/2_a.txt", "a\n");
        sandbox.commitAll("landed meanwhile");
        Trial trial = new Trial(
                Sandbox.wave(tip),
                sandbox.commit("main"),
                Optional.empty(),
                Optional.of(begun),
                true,
                List.of(),
                Trial.Memory.NONE);

        TrialOutcome outcome = integrator(MigrationsPolicy.RENUMBER).test(trial);

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(outcome.leftOut()).isEmpty();
    }

    @Test
    void partsOfAWaveAreTestedWithTheNumbersTheyWouldHave() throws Exception {
        Trial trial = new Trial(
                Sandbox.wave(sandbox.made("P1", "m/2_a.txt", "a\n"), sandbox.made("P2", "m/2_b.txt", "b\n")),
                sandbox.commit("main"),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                Trial.Memory.NONE);

        TrialOutcome outcome = integrator(MigrationsPolicy.RENUMBER).test(trial);

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(outcome.leftOut()).isEmpty();
    }

    @Test
    void aLaterCallHasTheFileUnderItsLastNumberThoughGitHasCleanedUp() throws Exception {
        FeatureTip second = sandbox.made("P2", "m/2_b.txt", "b\n");
        Candidate candidate = candidate(merge(sandbox.made("P1", "m/2_a.txt", "a\n"), second));
        CommitId last = candidate.renumbered(P2).flatMap(Renumbered::commit).orElseThrow();
        candidate(merge(sandbox.made("P4", "x.txt", "x\n"))); // the ref of the wave leads elsewhere
        sandbox.git("-c", "gc.pruneExpire=now", "gc", "-q", "--prune=now");

        Workspace workspace = sandbox.located(sandbox.worktrees(), "P2", 2).resuming(last);
        sandbox.worktrees().prepare(workspace);

        assertThat(workspace.directory().resolve("m/3_b.txt")).hasContent("b");
        assertThat(workspace.directory().resolve("m/2_b.txt")).doesNotExist();
        Collected.Work work = sandbox.work(workspace);
        assertThat(work.changed()).containsExactly("m/3_b.txt");
        FeatureTip again = new FeatureTip(P2, "digest", work.tip());
        Candidate next = candidate(merge(sandbox.made("P5", "m/3_d.txt", "d\n"), again));
        assertThat(files(next.commit())).containsExactly("m/1_base.txt", "m/3_d.txt", "m/4_b.txt");
        assertThat(integrator(MigrationsPolicy.RENUMBER).prove(next).features())
                .allSatisfy(proof -> assertThat(proof.lost()).isEmpty());
    }

    @Test
    void whatIsBroughtBackAfterItWasTakenBackGetsANumberThatIsFreeByThen() throws Exception {
        GitIntegrator integrator = integrator(MigrationsPolicy.RENUMBER);
        integrator.land(candidate(merge(sandbox.made("P1", "m/2_a.txt", "a\n"))));
        FeatureTip second = on(sandbox.commit("main~1"), "P2", "m/2_b.txt");
        integrator.land(candidate(merge(second)));
        CommitId landing = sandbox.commit("main");
        assertThat(files(landing)).containsExactly("m/1_base.txt", "m/2_a.txt", "m/3_b.txt");
        sandbox.git("revert", "-m", "1", "--no-commit", landing.value());
        sandbox.git("commit", "-q", "-m", "Take it back\n\nCoord-Reverts: P2 " + landing + "\n");
        integrator.land(candidate(merge(sandbox.made("P6", "m/3_d.txt", "d\n"))));

        GitIntegrator ofBranches = numbered(
                new GitIntegrator(
                        sandbox.repository(),
                        temp.resolve("coord"),
                        Optional.empty(),
                        WorkTreeSetup.NONE,
                        (git, target) -> UndoneBranches.of(git, target, new TreeMap<>(Map.of(P2, second.tip())))),
                MigrationsPolicy.RENUMBER);
        Candidate back = candidate(ofBranches.merge(Sandbox.wave(second)));

        assertThat(files(back.commit())).containsExactly("m/1_base.txt", "m/2_a.txt", "m/3_d.txt", "m/4_b.txt");
        assertThat(back.renumbered(P2).orElseThrow().renamings())
                .extracting(Renaming::from, Renaming::to)
                .containsExactly(tuple("m/3_b.txt", "m/4_b.txt"));
        assertThat(ofBranches.prove(back).features())
                .allSatisfy(proof -> assertThat(proof.lost()).isEmpty());
        ofBranches.land(back);
        assertThat(sandbox.content("main", "m/4_b.txt")).isEqualTo("P2");
    }
}
