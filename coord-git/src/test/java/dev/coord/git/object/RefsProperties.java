package dev.coord.git.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The names of coord's own refs: git keeps two of them side by side unless one is a directory of the other. */
class RefsProperties {

    private static final CommitId BASE = new CommitId("a".repeat(40));

    @Property(tries = 500)
    void noRefOfCoordsIsInTheWayOfAnother(
            @ForAll("workspaces") Workspace one,
            @ForAll("workspaces") Workspace other,
            @ForAll @IntRange(max = 20) int wave) {
        List<String> all = List.of(
                Refs.made(one.feature()),
                Refs.tip(one),
                Refs.kept(one),
                Refs.kept(one) + ".before",
                Refs.stashes(one),
                Refs.waveBase(one.run(), wave),
                Refs.candidate(one.run(), wave),
                Refs.backup(one.run(), wave),
                Refs.made(other.feature()),
                Refs.tip(other),
                Refs.kept(other),
                Refs.backup(other.run(), wave));

        for (String ref : all) {
            assertThat(ref).startsWith("refs/coord/");
            assertThat(all).noneMatch(longer -> longer.startsWith(ref + "/"));
        }
    }

    @Property(tries = 500)
    void everyAttemptHasRefsOfItsOwn(@ForAll("workspaces") Workspace one, @ForAll("workspaces") Workspace other) {
        boolean isSame = one.run().equals(other.run())
                && one.feature().equals(other.feature())
                && one.attempt() == other.attempt();

        assertThat(Refs.tip(one).equals(Refs.tip(other))).isEqualTo(isSame);
        assertThat(Refs.kept(one).equals(Refs.kept(other))).isEqualTo(isSame);
        assertThat(Refs.stashes(one).equals(Refs.stashes(other))).isEqualTo(isSame);
        assertThat(Refs.kept(one)).isNotEqualTo(Refs.kept(other) + ".before");
    }

    /** Ids that begin alike, and end as attempts do. */
    @Provide
    Arbitrary<Workspace> workspaces() {
        Arbitrary<FeatureId> features =
                Arbitraries.of("A", "A-1", "A-1-1", "A_1", "A.b", "B").map(FeatureId::new);
        Arbitrary<RunId> runs = Arbitraries.of("r", "r1", "r11", "base").map(RunId::new);
        return net.jqwik.api.Combinators.combine(
                        runs, features, Arbitraries.integers().between(1, 12))
                .as((run, feature, attempt) ->
                        new Workspace(run, feature, attempt, Path.of("/w"), Refs.BRANCHES + feature, BASE));
    }
}
