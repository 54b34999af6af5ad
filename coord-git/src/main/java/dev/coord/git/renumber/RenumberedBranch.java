package dev.coord.git.renumber;

import dev.coord.CommitId;
import dev.coord.schema.Numbering.Obstacle;
import dev.coord.schema.Numbering.Place;
import java.util.List;

/** What became of the migrations of a branch. */
public sealed interface RenumberedBranch {

    /**
     * It can be merged.
     *
     * @param commit what to merge: the branch itself where nothing had to change
     * @param places what moved
     * @param notes what people have to know
     */
    record Ready(CommitId commit, List<Place> places, List<String> notes) implements RenumberedBranch {

        public Ready {
            places = List.copyOf(places);
            notes = List.copyOf(notes);
        }

        public boolean isChanged() {
            return !places.isEmpty();
        }
    }

    /**
     * It cannot.
     *
     * @param obstacles which files, and why; at least one
     */
    record Stopped(List<Obstacle> obstacles) implements RenumberedBranch {

        public Stopped {
            obstacles = List.copyOf(obstacles);
        }
    }
}
