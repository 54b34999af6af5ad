package dev.coord.content.renumber;

import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A branch as a test makes it up, file by file. */
final class DraftedBranch {

    final SortedMap<String, String> begun = new TreeMap<>();
    final SortedMap<String, String> landed = new TreeMap<>();
    final SortedMap<String, String> added = new TreeMap<>();
    final Set<String> removed = new TreeSet<>();

    Branch branch() {
        TreeMap<String, String> onto = new TreeMap<>(begun);
        onto.putAll(landed);
        TreeMap<String, String> own = new TreeMap<>(begun);
        own.keySet().removeAll(removed);
        own.putAll(added);
        return Branch.of(begun, onto, own);
    }

    List<Place> places() {
        return branch().number() instanceof Numbering.Renumbered done ? done.places() : List.of();
    }

    List<String> moved() {
        return places().stream().map(Place::to).toList();
    }
}
