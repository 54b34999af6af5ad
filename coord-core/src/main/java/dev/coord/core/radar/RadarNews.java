package dev.coord.core.radar;

import dev.coord.FeatureId;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.RadarPicture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is new to tell since the last time. Two sides meet in a file or they do not: that the lines move, or the difference grows, is
 * no news.
 *
 * @param come what meets now and did not, or was only close and conflicts now
 * @param gone what met and does not any more; not what only is close now and conflicted, which is among {@code come}
 */
public record RadarNews(List<Encounter> come, List<Encounter> gone) {

    /** Copies the lists. */
    public RadarNews {
        come = List.copyOf(come);
        gone = List.copyOf(gone);
    }

    private record Key(FeatureId feature, Optional<FeatureId> other, String path) {

        static Key of(Encounter encounter) {
            return new Key(encounter.feature(), encounter.other(), encounter.path());
        }
    }

    private record Told(Key key, Kind kind) {

        static Told of(Encounter encounter) {
            return new Told(Key.of(encounter), encounter.kind());
        }
    }

    /**
     * Compares two pictures.
     *
     * @param before what was told last
     * @param after what is seen now
     * @return what differs
     */
    public static RadarNews of(List<Encounter> before, List<Encounter> after) {
        Set<Told> told = new HashSet<>();
        before.forEach(encounter -> told.add(Told.of(encounter)));
        Set<Key> there = new HashSet<>();
        after.forEach(encounter -> there.add(Key.of(encounter)));
        return new RadarNews(
                after.stream()
                        .filter(encounter -> !told.contains(Told.of(encounter)))
                        .toList(),
                before.stream()
                        .filter(encounter -> !there.contains(Key.of(encounter)))
                        .toList());
    }

    /**
     * What is known to meet now: of work that was not seen, what was known before.
     *
     * @param before what was known last
     * @param after what is seen now
     * @return the encounters of the picture first
     */
    public static List<Encounter> known(List<Encounter> before, RadarPicture after) {
        Set<FeatureId> unseen = new HashSet<>();
        after.unseen().forEach(one -> unseen.add(one.feature()));
        List<Encounter> known = new ArrayList<>(after.encounters());
        before.stream()
                .filter(encounter -> unseen.contains(encounter.feature())
                        || encounter.other().filter(unseen::contains).isPresent())
                .forEach(known::add);
        return known;
    }

    /**
     * Those that do not merge.
     *
     * @param all encounters
     * @return the conflicts among them; compared with those of another time they are news even where they stay close
     */
    public static List<Encounter> conflicts(List<Encounter> all) {
        return all.stream()
                .filter(encounter -> encounter.kind() == Kind.CONFLICT)
                .toList();
    }

    /** Whether there is nothing to tell. */
    public boolean isNone() {
        return come.isEmpty() && gone.isEmpty();
    }

    /**
     * What of a picture concerns one feature.
     *
     * @param picture the picture
     * @param feature the feature
     * @return the encounters, each from the side of that feature, conflicts first
     */
    public static List<Encounter> concerning(RadarPicture picture, FeatureId feature) {
        List<Encounter> own = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            picture.encounters().stream()
                    .filter(encounter -> encounter.kind() == kind)
                    .forEach(encounter -> {
                        if (encounter.feature().equals(feature)) {
                            own.add(encounter);
                        } else if (encounter.other().filter(feature::equals).isPresent()) {
                            own.add(encounter.turned());
                        }
                    });
        }
        return own;
    }
}
