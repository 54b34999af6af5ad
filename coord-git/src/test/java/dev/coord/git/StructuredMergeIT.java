package dev.coord.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.git.structured.Remake;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.merge.StructuredMerger;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git cannot merge, merged in the chain of a wave by a merger that knows files with "known" in their names. */
class StructuredMergeIT {

    private static final Taken BOTH = new Taken("lines", "all", Change.ADDED, Side.BOTH, new LineRange(1, 2));

    private static final StructuredMerger KNOWN = (path, base, ours, theirs) -> {
        if (!path.value().contains("known")) {
            return new StructuredMerge.Unknown();
        }
        String both = new String(ours, ISO_8859_1) + new String(theirs, ISO_8859_1);
        return both.contains("refuse")
                ? new StructuredMerge.Refused("it says so")
                : new StructuredMerge.Merged(both.getBytes(ISO_8859_1), List.of(BOTH));
    };

    @TempDir
    private Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    private MergeOutcome merge(FeatureTip... tips) throws InterruptedException {
        return sandbox.integrator()
                .understanding(clone -> new Understanding(List.of(KNOWN), Remake.NONE))
                .merge(Sandbox.wave(tips));
    }

    private FeatureTip made(String feature, String file, String content) {
        return sandbox.made(feature, file, content);
    }

    private String content(MergeOutcome outcome, String file) {
        return sandbox.git("show", ((Merged) outcome).candidate().commit() + ":" + file);
    }

    @Test
    void mergesWhatIsKnownAndTheChainGoesOn() throws Exception {
        FeatureTip first = made("P1", "known.txt", "1\n");
        FeatureTip second = made("P2", "known.txt", "2\n");
        FeatureTip third = made("P3", "known.txt", "3\n");

        MergeOutcome outcome = merge(first, second, third);

        assertThat(outcome.leftOut()).isEmpty();
        assertThat(content(outcome, "known.txt")).isEqualTo("1\n2\n3");
        assertThat(((Merged) outcome).candidate().resolved())
                .containsExactly(
                        new Resolved(new FeatureId("P2"), "known.txt", "lines", List.of(BOTH), 1),
                        new Resolved(new FeatureId("P3"), "known.txt", "lines", List.of(BOTH), 1));
        assertThat(merge(first, second, third)).isEqualTo(outcome);
    }

    @Test
    void anEntryThatIsNoLongerTheLastOneOfItsListIsThere() throws Exception {
        sandbox.write("list.json", "[\n  \"a\"\n]\n");
        sandbox.commitAll("list");
        StructuredMerger lists = (path, base, ours, theirs) -> new StructuredMerge.Merged(
                "[\n  \"a\",\n  \"pino\",\n  \"zod\"\n]\n".getBytes(ISO_8859_1), List.of(BOTH));
        GitIntegrator integrator =
                sandbox.integrator().understanding(clone -> new Understanding(List.of(lists), Remake.NONE));

        MergeOutcome outcome = integrator.merge(Sandbox.wave(
                made("P1", "list.json", "[\n  \"a\",\n  \"pino\"\n]\n"),
                made("P2", "list.json", "[\n  \"a\",\n  \"zod\"\n]\n")));

        assertThat(integrator.prove(((Merged) outcome).candidate()).features())
                .extracting(proof ->
                        proof.lines().present() + " of " + proof.lines().added())
                .containsExactly("2 of 2", "2 of 2");
    }

    @Test
    void mergesPartsOfAWaveForTheirTestsInTheSameWay() throws Exception {
        WaveWork part = Sandbox.wave(made("P1", "known.txt", "1\n"), made("P2", "known.txt", "2\n"));
        Trial trial = new Trial(
                part, sandbox.commit("main"), Optional.empty(), Optional.empty(), true, List.of(), Trial.Memory.NONE);

        TrialOutcome outcome = sandbox.integrator("grep -q 1 known.txt && grep -q 2 known.txt")
                .understanding(clone -> new Understanding(List.of(KNOWN), Remake.NONE))
                .test(trial);

        assertThat(outcome).matches(TrialOutcome::isGreen);
        assertThat(outcome.leftOut()).isEmpty();
    }

    @Test
    void mergesAllOfAFeatureOrNothing() throws Exception {
        FeatureTip first = sandbox.made("P1", "known.txt", "1\n");
        Scripts.run(
                sandbox.directory,
                "git checkout -qb x " + first.tip() + " && echo 1 >other && git add . && git commit -qm 1");
        FeatureTip both = new FeatureTip(first.feature(), first.digest(), sandbox.commit("x"));
        Scripts.run(
                sandbox.directory,
                "git checkout -qb y main && echo 2 >other && echo 2 >known.txt && git add . && git commit -qm 2 && git"
                        + " checkout -q main");
        FeatureTip second = new FeatureTip(new FeatureId("P2"), "digest-P2", sandbox.commit("y"));

        MergeOutcome outcome = merge(both, second);

        assertThat(outcome.leftOut())
                .singleElement()
                .isInstanceOfSatisfying(
                        Conflicted.class,
                        conflict -> assertThat(conflict.files()).hasSize(2));
        assertThat(((Merged) outcome).candidate().resolved()).isEmpty();
    }

    @Test
    void tellsWhyAMergerRefused() throws Exception {
        MergeOutcome outcome = merge(made("P1", "known.txt", "1\n"), made("P2", "known.txt", "refuse\n"));

        assertThat(((Conflicted) outcome.leftOut().get(0)).refusals()).containsExactly("'known.txt': it says so");
    }

    @Test
    void leavesToAttributesWhatTheyLeaveToGitOrADriver() throws Exception {
        Scripts.run(
                sandbox.directory,
                "printf 'known.a -merge\\nknown.b merge=own\\nknown.c merge=text\\n' >.gitattributes && git add . && git commit"
                        + " -qm attributes");

        MergeOutcome unset = merge(made("P1", "known.a", "1\n"), made("P2", "known.a", "2\n"));
        MergeOutcome driver = merge(made("P3", "known.b", "1\n"), made("P4", "known.b", "2\n"));
        MergeOutcome text = merge(made("P5", "known.c", "1\n"), made("P6", "known.c", "2\n"));

        assertThat(((Conflicted) unset.leftOut().get(0)).refusals())
                .containsExactly("'known.a': its attributes leave it to git");
        assertThat(((Conflicted) driver.leftOut().get(0)).refusals())
                .containsExactly("'known.b': its attributes leave it to the merge driver 'own'");
        assertThat(content(text, "known.c")).isEqualTo("1\n2");
    }

    @Test
    void leavesBinaryAndLongFilesAndWhatGitNormalizes() throws Exception {
        String big = "x".repeat(11 << 20) + "\n";
        MergeOutcome binary = merge(made("P1", "known.a", "\0001\n"), made("P2", "known.a", "\0002\n"));
        MergeOutcome large = merge(made("P3", "known.b", big), made("P4", "known.b", "2\n"));
        sandbox.git("config", "merge.renormalize", "true");
        MergeOutcome normal = merge(made("P5", "known.c", "1\n"), made("P6", "known.c", "2\n"));

        assertThat(((Conflicted) binary.leftOut().get(0)).refusals()).isEmpty();
        assertThat(((Conflicted) large.leftOut().get(0)).refusals())
                .containsExactly("'known.b': it has more than 10 MiB");
        assertThat(((Conflicted) normal.leftOut().get(0)).refusals())
                .containsExactly("'known.c': the setting merge.renormalize leaves it to git");
    }

    @Test
    void handsBytesOverAsTheyAreAndKeepsModes() throws Exception {
        Scripts.run(sandbox.directory, "printf 'base\\n' >known.sh && git add . && git commit -qm base");
        FeatureTip first = made("P1", "known.sh", "\ufeff1\r\n");
        Scripts.run(
                sandbox.directory,
                "git checkout -qb x && printf '2\\r' >known.sh && chmod +x known.sh && git add . && git commit -qm x && git"
                        + " checkout -q main");
        FeatureTip second = new FeatureTip(new FeatureId("P2"), "digest-P2", sandbox.commit("x"));

        MergeOutcome outcome = merge(first, second);

        String commit = ((Merged) outcome).candidate().commit().value();
        assertThat(Scripts.run(sandbox.directory, "git show " + commit + ":known.sh | od -An -c"))
                .contains("357 273 277   1  \\r  \\n   2  \\r");
        assertThat(sandbox.git("ls-tree", commit, "known.sh")).startsWith("100755 ");
    }

    @Test
    void mergesWhereNamesAreNotUtf8AndLeavesThoseWithLineEnds() throws Exception {
        MergeOutcome latin = merge(named("P1", "known-\\351", "1"), named("P2", "known-\\351", "2"));
        MergeOutcome line = merge(named("P3", "known\\nx", "1"), named("P4", "known\\nx", "2"));

        assertThat(((Merged) latin).candidate().resolved())
                .extracting(Resolved::path)
                .containsExactly("known-\ufffd");
        assertThat(((Conflicted) line.leftOut().get(0)).refusals())
                .containsExactly("'known\nx': its name is none that coord works with");
    }

    private FeatureTip named(String feature, String printed, String content) throws Exception {
        Scripts.run(
                sandbox.directory,
                "git checkout -qb " + feature + " main && echo " + content + " >\"$(printf '" + printed
                        + "')\" && git add . && git commit -qm x && git checkout -q main");
        return new FeatureTip(new FeatureId(feature), "digest", sandbox.commit(feature));
    }
}
