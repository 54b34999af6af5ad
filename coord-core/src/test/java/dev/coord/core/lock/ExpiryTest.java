package dev.coord.core.lock;

import static dev.coord.core.lock.LockStory.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.lock.Lease;
import dev.coord.store.Snapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clocks are set: by hand, by the network, by the end of a machine's sleep. */
class ExpiryTest {

    private final LockStory story = new LockStory();

    @Test
    void aLeaseLastsItsWholeTimeAgainAtMost() {
        Lease lease = story.granted(by("a").write("x").ttl(Duration.ofMinutes(5)));

        story.pass(-Duration.ofDays(365).toSeconds());
        story.expire();

        assertThat(story.snapshot.locks().leases()).containsExactly(lease.expiringAt(story.now.plusSeconds(300)));
        story.pass(299);
        story.expire();
        assertThat(story.holding()).containsExactly("a");
        story.pass(1);
        story.expire();
        assertThat(story.holding()).isEmpty();
    }

    @Test
    void aWaiterWaitsItsWholeTimeAgainAtMost() {
        story.granted(by("a").write("x").ttl(Duration.ofDays(1)));
        story.waiting(by("b").read("x").patience(Duration.ofSeconds(20)));

        story.pass(-3_600);
        story.expire();

        assertThat(story.snapshot.locks().queue().get(0).deadline()).isEqualTo(story.now.plusSeconds(20));
    }

    @Test
    void aSmallStepChangesNothing() {
        story.granted(by("a").write("x").ttl(Duration.ofMinutes(5)));
        story.waiting(by("b").read("x").patience(Duration.ofMinutes(5)));
        Snapshot before = story.snapshot;

        for (int seconds = 0; seconds < 300; seconds++) {
            story.pass(-1);
            story.expire();
        }

        assertThat(story.snapshot).isSameAs(before);
    }

    @Test
    void nothingEndsForIt() {
        story.granted(by("a").write("x"));
        story.waiting(by("b").read("x"));

        for (int days = 1; days < 1_000; days++) {
            story.pass(-days * 86_400L);
            story.expire();
        }

        assertThat(story.holding()).containsExactly("a");
        assertThat(story.snapshot.locks().queue()).hasSize(1);
    }
}
