package dev.coord.content.renumber;

import dev.coord.schema.Numbering.Obstacle;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is to change in a branch, as it is found directory by directory. For one thread. */
final class Moves {

    /**
     * A migration that gets another name.
     *
     * @param app the app it is of, in Django; otherwise empty
     */
    record Rename(String directory, String app, String from, String to) {}

    private final List<Place> places = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, TextEdits> edits = new TreeMap<>();
    private final List<Rename> renames = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    /** A file has another path, or only names another migration. */
    void add(Place place) {
        places.add(place);
        files.put(place.from(), place.to());
    }

    void rename(Rename rename) {
        if (!rename.from().equals(rename.to()) && !renames.contains(rename)) {
            renames.add(rename);
        }
    }

    void refuse(Obstacle obstacle) {
        obstacles.add(obstacle);
    }

    /** What changes in the text of a file, by its old path. */
    TextEdits edits(String path) {
        return edits.computeIfAbsent(path, any -> new TextEdits());
    }

    List<Place> places() {
        return places;
    }

    /** The path of a file once everything is done. */
    String target(String path) {
        return files.getOrDefault(path, path);
    }

    Map<String, TextEdits> edits() {
        return edits;
    }

    List<Rename> renames() {
        return renames;
    }

    List<Obstacle> obstacles() {
        return obstacles;
    }
}
