package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.cli.text.Paint;
import dev.coord.cli.word.DurationConverter;
import dev.coord.core.clean.CleanOutcome.Listed;
import dev.coord.core.clean.Cleaning.Reason;
import dev.coord.core.clean.Cleaning.Verdict;
import dev.coord.core.clean.KeptRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CleanTextTest {

    private static final Pattern COMMAND = Pattern.compile("'coord clean(?: --older-than (\\S+))? --delete'");

    private static String command(Optional<Duration> olderThan) {
        KeptRef ref = new KeptRef(
                "refs/coord/kept/r/a-1",
                new CommitId("a".repeat(40)),
                Instant.EPOCH,
                false,
                Optional.empty(),
                Optional.empty(),
                false);
        return CleanText.of(
                        new Listed("refs/heads/main", List.of(new Verdict(ref, Reason.OLD)), false),
                        olderThan,
                        Paint.PLAIN)
                .toString();
    }

    @Example
    void theCommandThatIsToldIsShort() {
        assertThat(command(Optional.empty())).contains("1 ref of 1 can go: 'coord clean --delete' removes");
        assertThat(command(Optional.of(Duration.ofDays(30)))).contains("'coord clean --older-than 30d --delete'");
        assertThat(command(Optional.of(Duration.ofMinutes(90)))).contains("'coord clean --older-than 1h30m --delete'");
    }

    @Property
    void theCommandThatIsToldRemovesWhatIsShown(@ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) {
        Duration asked = Duration.ofMillis(millis);

        Matcher told = COMMAND.matcher(command(Optional.of(asked)));

        assertThat(told.find()).isTrue();
        assertThat(new DurationConverter().convert(told.group(1))).isEqualTo(asked);
    }
}
