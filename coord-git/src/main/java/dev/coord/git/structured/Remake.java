package dev.coord.git.structured;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.GitPath;
import dev.coord.merge.WaveWork;
import java.util.Optional;

/** Makes files anew that a command makes, such as lock files. */
public interface Remake {

    /** Whether there is a command for a file. */
    boolean knows(GitPath file);

    /**
     * Makes a file anew.
     *
     * @param work the wave it is for
     * @param feature the feature that is merged
     * @param conflict the file
     * @param tree everything else merged, and the file as the target has it
     */
    Made make(WaveWork work, FeatureId feature, FileConflict conflict, CommitId tree);

    /**
     * What came of it.
     *
     * @param blob the contents, where there are any
     * @param failure why there are none, for people; otherwise empty
     * @param output the end of what the command printed where it failed
     */
    record Made(Optional<String> blob, String failure, String output) {

        public static Made of(String blob) {
            return new Made(Optional.of(blob), "", "");
        }

        public static Made failed(String failure, String output) {
            return new Made(Optional.empty(), failure, output);
        }
    }

    /** No command for any file. */
    Remake NONE = new Remake() {
        @Override
        public boolean knows(GitPath file) {
            return false;
        }

        @Override
        public Made make(WaveWork work, FeatureId feature, FileConflict conflict, CommitId tree) {
            throw new AssertionError(conflict);
        }
    };
}
