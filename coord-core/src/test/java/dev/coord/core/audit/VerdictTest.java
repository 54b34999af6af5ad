package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.proof.AuditFinding;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {

    private static final List<FeatureId> TWO = List.of(new FeatureId("two"));
    private static final AuditFinding NOBODYS = new AuditFinding.Undeclared("a", List.of(), List.of());
    private static final AuditFinding SHARED = new AuditFinding.Undeclared("b", List.of(), TWO);
    private static final AuditFinding ANOTHERS = new AuditFinding.Undeclared("c", TWO, List.of());
    private static final AuditFinding OVERWRITTEN = new AuditFinding.Overwritten("d", TWO);
    private static final AuditFinding UNTOUCHED = new AuditFinding.Untouched("e");
    private static final AuditFinding LINK = new AuditFinding.LinkOutside("f", "/etc");
    private static final List<AuditFinding> HARM = List.of(
            new AuditFinding.Gitlink("g"),
            new AuditFinding.Outside(".GIT", "it is"),
            new AuditFinding.CaseTwin("h", "H", List.of()),
            new AuditFinding.UnicodeTwin("i", "I", List.of()));
    private static final List<AuditFinding> ALL = Stream.concat(
                    Stream.of(NOBODYS, SHARED, ANOTHERS, OVERWRITTEN, UNTOUCHED, LINK), HARM.stream())
            .toList();

    @Test
    void unlessSaidOtherwiseStopsWhoWritesWhatAnotherDeclares() {
        assertThat(stopping(settings(UndeclaredPolicy.AUTO))).containsExactly(ANOTHERS, OVERWRITTEN);
    }

    @Test
    void leavesOverlapsToTheMergeWhereTheyWereAllowed() {
        assertThat(stopping(settings(UndeclaredPolicy.AUTO).overlap(OverlapPolicy.OPTIMISTIC)))
                .isEmpty();
        assertThat(stopping(settings(UndeclaredPolicy.AUTO).origin(Origin.BRANCHES)))
                .isEmpty();
    }

    @Test
    void stopsNoUndeclaredWriteWhereItIsToWarn() {
        assertThat(stopping(settings(UndeclaredPolicy.WARN))).isEmpty();
    }

    @Test
    void stopsEveryUndeclaredWriteWhereItIsToReject() {
        assertThat(stopping(settings(UndeclaredPolicy.REJECT)
                        .overlap(OverlapPolicy.OPTIMISTIC)
                        .origin(Origin.BRANCHES)))
                .containsExactly(NOBODYS, SHARED, ANOTHERS, OVERWRITTEN, LINK);
    }

    @ParameterizedTest
    @EnumSource
    void stopsHarmWhateverIsSaid(UndeclaredPolicy policy) {
        RunSettings settings = settings(policy)
                .overlap(OverlapPolicy.OPTIMISTIC)
                .origin(Origin.BRANCHES)
                .build();

        assertThat(Verdict.stopping(HARM, settings)).isEqualTo(HARM);
    }

    @Test
    void aNameBesideWhatWillNotLandIsInNobodysWay() {
        RunSettings settings = settings(UndeclaredPolicy.AUTO).build();
        AuditFinding beside = new AuditFinding.CaseTwin("j", "J", TWO);
        AuditFinding besideTheTarget = new AuditFinding.UnicodeTwin("k", "K", List.of());

        assertThat(Verdict.stopping(List.of(beside, besideTheTarget, ANOTHERS), settings, Set.copyOf(TWO)))
                .containsExactly(besideTheTarget, ANOTHERS);
        assertThat(Verdict.stopping(List.of(beside), settings, Set.of(new FeatureId("one"))))
                .containsExactly(beside);
    }

    @Test
    void knowsEveryKind() {
        assertThat(ALL.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(AuditFinding.class.getPermittedSubclasses());
    }

    private static List<AuditFinding> stopping(RunSettings.Builder settings) {
        return Verdict.stopping(ALL, settings.build()).stream()
                .filter(finding -> !HARM.contains(finding))
                .toList();
    }

    private static RunSettings.Builder settings(UndeclaredPolicy policy) {
        return RunSettings.builder("refs/heads/main").undeclared(policy);
    }
}
