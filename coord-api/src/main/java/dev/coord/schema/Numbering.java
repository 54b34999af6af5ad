package dev.coord.schema;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has to change in a branch so that its migrations come after those that it is merged onto. Specification 6.2. */
public sealed interface Numbering {

    /**
     * Nothing.
     *
     * @param notes what people have to know all the same, each with what to do
     */
    record Unchanged(List<String> notes) implements Numbering {

        /** Copies the list. */
        public Unchanged {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Files are called otherwise, or name other migrations.
     *
     * @param places what moves, in the order in which it applies, at least one
     * @param contents of the branch's files that it changes, by their new paths
     * @param notes what people have to know, each with what to do
     */
    record Renumbered(List<Place> places, SortedMap<String, byte[]> contents, List<String> notes) implements Numbering {

        /** Copies the collections. */
        public Renumbered {
            places = List.copyOf(places);
            contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
            notes = List.copyOf(notes);
        }
    }

    /**
     * There is something to change, and nobody but its maker can do it.
     *
     * @param obstacles which files, and why
     */
    record Refused(List<Obstacle> obstacles) implements Numbering {

        /** Copies the list. */
        public Refused {
            obstacles = List.copyOf(obstacles);
        }
    }

    /**
     * A file that moves, or that only names another migration as the one before it.
     *
     * @param from its path in the branch
     * @param to its new path; the same where only its content changes
     * @param number the number that it cannot have, as it is written; none where it only has to come later
     * @param after the file that has this number or that it comes after, of the branch or of what it is merged onto; its own new path where
     *     it landed as that once, was taken back, and may be in databases
     */
    record Place(String from, String to, Optional<String> number, String after) {}

    /**
     * A file that cannot be merged as it is.
     *
     * @param path the file
     * @param with the file that it meets
     * @param why what is wrong and what to do, for people
     */
    record Obstacle(String path, String with, String why) {}
}
