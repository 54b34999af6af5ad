package dev.coord.git.structured;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.RepoPath;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import dev.coord.merge.StructuredMerge.Unknown;
import dev.coord.merge.StructuredMerger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedMergeTest {

    private static final StructuredMerger KNOWS_NOT = (path, base, ours, theirs) -> new Unknown();
    private static final StructuredMerger BOTH = (path, base, ours, theirs) ->
            new Merged((new String(ours, UTF_8) + new String(theirs, UTF_8)).getBytes(UTF_8), List.of());

    private static StructuredMerger refuses(String why) {
        return (path, base, ours, theirs) -> new Refused(why);
    }

    private static StructuredMerge merged(Duration limit, StructuredMerger... mergers) {
        return new BoundedMerge(List.of(mergers), limit)
                .of(new RepoPath("a"), Optional.empty(), "o".getBytes(UTF_8), "t".getBytes(UTF_8));
    }

    private static StructuredMerge merged(StructuredMerger... mergers) {
        return merged(Duration.ofMinutes(1), mergers);
    }

    @Test
    void theFirstThatMergesWins() {
        StructuredMerge merge = merged(KNOWS_NOT, refuses("no"), BOTH, refuses("never asked"));

        assertThat(((Merged) merge).content()).asString(UTF_8).isEqualTo("ot");
    }

    @Test
    void otherwiseTheFirstReasonCounts() {
        assertThat(merged(KNOWS_NOT, refuses("first"), KNOWS_NOT, refuses("second")))
                .isEqualTo(new Refused("first"));
        assertThat(merged(KNOWS_NOT)).isEqualTo(new Unknown());
        assertThat(merged()).isEqualTo(new Unknown());
    }

    @Test
    void whatAMergerDoesToItsVersionsTouchesNoOther() {
        StructuredMerger spoils = (path, base, ours, theirs) -> {
            ours[0] = 'x';
            return new Unknown();
        };

        assertThat(((Merged) merged(spoils, BOTH)).content()).asString(UTF_8).isEqualTo("ot");
    }

    @Test
    void whateverAMergerThrowsIsARefusal() {
        StructuredMerger deep = (path, base, ours, theirs) -> {
            throw new StackOverflowError("deep\u001b[31m");
        };

        assertThat(merged(deep))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("its merger failed: java.lang.StackOverflowError")
                                .doesNotContain("\u001b"));
    }

    @Test
    @Timeout(60)
    void oneThatComesToNoEndIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        StructuredMerger hangs = (path, base, ours, theirs) -> {
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    continue;
                }
            }
        };

        assertThat(merged(Duration.ofMillis(50), hangs)).isEqualTo(new Refused("it took longer than 0 s"));
    }

    @Test
    @Timeout(60)
    void anInterruptEndsIt() {
        CountDownLatch never = new CountDownLatch(1);
        StructuredMerger waits = (path, base, ours, theirs) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                return new Refused("interrupted");
            }
            return new Unknown();
        };
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> merged(waits)).isInstanceOf(RepositoryFailed.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
