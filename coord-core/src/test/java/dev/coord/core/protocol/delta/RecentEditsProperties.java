package dev.coord.core.protocol.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.protocol.ByteBuilder;
import dev.coord.core.protocol.FactKey;
import dev.coord.store.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the latest commits changed is kept as text, and must be what a list of them would be. */
class RecentEditsProperties {

    @Property(tries = 100)
    void keepsTheLatest64AndMoreOfThemAsLongAsTheyAreSmall(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 0, max = 900) Integer> lengths) {
        RecentEdits changes = RecentEdits.none(7);
        List<FactDelta> all = new ArrayList<>();

        for (int i = 0; i < lengths.size(); i++) {
            FactDelta rows = rows(8 + i, "é\n".repeat(lengths.get(i) / 2));
            changes = changes.with(rows);
            all.add(0, rows);

            List<FactDelta> kept = changes.latestFirst(0).orElseThrow();
            assertThat(kept).isEqualTo(all.subList(0, kept.size()));
            assertThat(changes.since()).isEqualTo(7L + all.size() - kept.size());
            assertThat(kept.size()).isGreaterThanOrEqualTo(Math.min(64, all.size()));
            assertThat(kept.size() == 64 || lines(changes).length <= 20 << 10 || all.size() < 64)
                    .isTrue();
            assertThat(kept.size() == all.size() || isFull(changes, all.get(kept.size())))
                    .isTrue();
            assertThat(RecentEdits.of(changes.since(), lines(changes))).isEqualTo(changes);
        }
    }

    /** It said which rows came and went, but not what was in them. */
    @Test
    void doesNotUnderstandWhatAnEarlierVersionRemembered() {
        String earlier = "\n{\"revision\":8,\"view\":\"STATE\",\"rows\":{\"added\":[[\"WAVE\",\"1\"]],\"removed\":[]}}";
        RecentEdits changes =
                RecentEdits.of(7, earlier.getBytes(StandardCharsets.UTF_8)).with(rows(9, "x"));

        assertThat(changes.latestFirst(7)).isEmpty();
        assertThat(changes.latestFirst(8)).contains(List.of(rows(9, "x")));
    }

    /** Whether one more would have been too many. */
    private static boolean isFull(RecentEdits changes, FactDelta forgotten) {
        return lines(changes).length + lines(RecentEdits.none(0).with(forgotten)).length >= 20 << 10;
    }

    private static FactDelta rows(long revision, String text) {
        return new FactDelta(
                revision,
                View.STATE,
                Map.of(FactKey.row("completed_features", text), Optional.empty()),
                GroupDelta.NONE,
                GroupDelta.NONE);
    }

    private static byte[] lines(RecentEdits changes) {
        ByteBuilder out = new ByteBuilder();
        changes.writeTo(out);
        return out.toArray();
    }
}
