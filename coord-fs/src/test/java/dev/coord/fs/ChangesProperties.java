package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What the latest commits changed is kept as text, and must be what a list of them would be. */
class ChangesProperties {

    @Property(tries = 100)
    void keepsTheLatest64AndMoreOfThemAsLongAsTheyAreSmall(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 0, max = 900) Integer> lengths) {
        Changes changes = Changes.none(7);
        List<ChangedRows> all = new ArrayList<>();

        for (int i = 0; i < lengths.size(); i++) {
            ChangedRows rows = rows(8 + i, "é\n".repeat(lengths.get(i) / 2));
            changes = changes.with(rows);
            all.add(0, rows);

            List<ChangedRows> kept = changes.latestFirst();
            assertThat(kept).isEqualTo(all.subList(0, kept.size()));
            assertThat(changes.since()).isEqualTo(7L + all.size() - kept.size());
            assertThat(kept.size()).isGreaterThanOrEqualTo(Math.min(64, all.size()));
            assertThat(kept.size() == 64 || changes.lines().length <= 20 << 10 || all.size() < 64)
                    .isTrue();
            assertThat(kept.size() == all.size() || isFull(changes, all.get(kept.size())))
                    .isTrue();
            assertThat(Changes.of(changes.since(), changes.lines())).isEqualTo(changes);
        }
    }

    /** Whether one more would have been too many. */
    private static boolean isFull(Changes changes, ChangedRows forgotten) {
        return changes.lines().length + Changes.none(0).with(forgotten).lines().length >= 20 << 10;
    }

    private static ChangedRows rows(long revision, String text) {
        return new ChangedRows(revision, View.STATE, Set.of(Row.of(Row.Kind.COMPLETED, text)), Set.of());
    }
}
