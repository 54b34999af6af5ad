package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.Encounter.Side;
import dev.coord.radar.RadarPicture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RadarNewsProperties {

    private static final FeatureId A = new FeatureId("a");
    private static final FeatureId B = new FeatureId("b");

    @Property(tries = 500)
    void whoeverHearsAllNewsKnowsWhatMeetsNow(@ForAll("pictures") List<List<Encounter>> pictures) {
        Set<String> known = new HashSet<>();
        List<Encounter> before = List.of();
        for (List<Encounter> now : pictures) {
            RadarNews news = RadarNews.of(before, now);

            news.gone().forEach(encounter -> known.removeIf(text -> text.startsWith(place(encounter))));
            for (Encounter encounter : news.come()) {
                assertThat(known).doesNotContain(place(encounter) + encounter.kind());
                known.removeIf(text -> text.startsWith(place(encounter)));
                known.add(place(encounter) + encounter.kind());
            }

            Set<String> there = new HashSet<>();
            now.forEach(encounter -> there.add(place(encounter) + encounter.kind()));
            assertThat(known).isEqualTo(there);
            before = now;
        }
    }

    @Property(tries = 100)
    void nothingIsNewsTwice(@ForAll("pictures") List<List<Encounter>> pictures) {
        pictures.forEach(
                picture -> assertThat(RadarNews.of(picture, picture).isNone()).isTrue());
    }

    @Test
    void movingLinesAreNoNews() {
        Encounter before = encounter(A, Optional.of(B), "f", Kind.CONFLICT, 3);
        Encounter after = encounter(A, Optional.of(B), "f", Kind.CONFLICT, 5);

        assertThat(RadarNews.of(List.of(before), List.of(after)).isNone()).isTrue();
    }

    @Test
    void eachFeatureSeesWhatConcernsItFromItsOwnSide() {
        Encounter close = encounter(A, Optional.of(B), "near", Kind.CLOSE, 1);
        Encounter conflict = encounter(A, Optional.of(B), "f", Kind.CONFLICT, 3);
        Encounter withTarget = encounter(B, Optional.empty(), "t", Kind.CONFLICT, 9);
        RadarPicture picture = new RadarPicture(
                new CommitId("0".repeat(40)), List.of(A, B), List.of(close, conflict, withTarget), List.of());

        assertThat(RadarNews.concerning(picture, A)).containsExactly(conflict, close);
        assertThat(RadarNews.concerning(picture, B)).containsExactly(conflict.turned(), withTarget, close.turned());
    }

    private static String place(Encounter encounter) {
        return encounter.feature() + " " + encounter.other() + " " + encounter.path() + " ";
    }

    private static Encounter encounter(FeatureId feature, Optional<FeatureId> other, String path, Kind kind, int line) {
        return new Encounter(
                feature,
                other,
                path,
                kind,
                new Side(List.of(new LineRange(line, line)), "own"),
                new Side(List.of(new LineRange(line + 1, line + 1)), "theirs"));
    }

    @Provide
    Arbitrary<List<List<Encounter>>> pictures() {
        Arbitrary<Encounter> encounters = Combinators.combine(
                        Arbitraries.of(Optional.of(B), Optional.<FeatureId>empty()),
                        Arbitraries.of("f", "g"),
                        Arbitraries.of(Kind.values()),
                        Arbitraries.of(1, 2))
                .as((other, path, kind, line) -> encounter(A, other, path, kind, line));
        return encounters
                .list()
                .ofMaxSize(4)
                .uniqueElements(RadarNewsProperties::place)
                .map(ArrayList::new)
                .map(list -> (List<Encounter>) list)
                .list()
                .ofMaxSize(5);
    }
}
