package dev.coord.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.plan.Schedule;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunSettingsTest {

    private static final RunSettings PLAIN =
            RunSettings.builder("refs/heads/main").build();

    @Test
    void whatIsNotSaidHasItsDefault() {
        assertThat(PLAIN.target()).isEqualTo("refs/heads/main");
        assertThat(PLAIN.agents()).isEqualTo(RunSettings.DEFAULT_AGENTS);
        assertThat(PLAIN.schedule()).isEqualTo(Schedule.WAVES);
        assertThat(PLAIN.timeout()).isEqualTo(RunSettings.DEFAULT_TIMEOUT);
        assertThat(PLAIN.undeclared()).isEqualTo(UndeclaredPolicy.AUTO);
        assertThat(PLAIN.deletions()).isEqualTo(DeletionPolicy.WARN);
    }

    @Test
    void settingsAreEqualThatSayTheSame() {
        Set<RunSettings> different = Stream.of(
                        PLAIN,
                        PLAIN.toBuilder().agents(2).build(),
                        PLAIN.toBuilder().allowEmpty(true).build(),
                        PLAIN.toBuilder().redo(Set.of(new FeatureId("P1"))).build(),
                        PLAIN.toBuilder().undeclared(UndeclaredPolicy.WARN).build(),
                        PLAIN.toBuilder().deletions(DeletionPolicy.REJECT).build(),
                        PLAIN.toBuilder().schedule(Schedule.CONTINUOUS).build(),
                        PLAIN.toBuilder().timeout(Duration.ofMinutes(1)).build(),
                        RunSettings.builder("refs/heads/other").build())
                .collect(Collectors.toSet());

        assertThat(different)
                .hasSize(9)
                .allSatisfy(settings -> assertThat(settings.toBuilder().build())
                        .isEqualTo(settings)
                        .hasSameHashCodeAs(settings)
                        .hasToString(settings.toString()));
    }

    @Test
    void whatIsImpossibleIsRefused() {
        assertThatThrownBy(() -> PLAIN.toBuilder().agents(0).build()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> PLAIN.toBuilder().timeout(Duration.ZERO).build())
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> RunSettings.builder("main").build())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("refs/heads/");
    }
}
