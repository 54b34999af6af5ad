package dev.coord.core.rollback;

import java.util.List;
import java.util.Optional;

/**
 * What became of a migration whose code was taken back.
 *
 * @param path the file that makes it
 * @param state what of it is known
 * @param why why it is not undone, or may not be; none where nothing went wrong
 */
public record UndoneMigration(String path, State state, Optional<String> why) {

    /** What is known of a migration. */
    public enum State {
        /** It was undone. */
        UNDONE("undone"),
        /** Undoing failed, and what of it was done is not known. */
        FAILED("failed"),
        /** Nothing was tried, since another migration has landed under its name. */
        NAME_TAKEN("name_taken"),
        /** Nothing was tried, since one that came later is not undone. */
        NOT_REACHED("not_reached");

        private final String jsonName;

        State(String jsonName) {
            this.jsonName = jsonName;
        }

        /**
         * What JSON and records call it.
         *
         * @return the word
         */
        public String jsonName() {
            return jsonName;
        }
    }

    /**
     * Whether all are undone.
     *
     * @param migrations some
     * @return true if so
     */
    public static boolean areAll(List<UndoneMigration> migrations) {
        return migrations.stream().allMatch(one -> one.state() == State.UNDONE);
    }

    /**
     * Whether the same call goes on with some: not with those whose name is taken.
     *
     * @param migrations some
     * @return true if so
     */
    public static boolean isMoreToDo(List<UndoneMigration> migrations) {
        return migrations.stream().anyMatch(one -> one.state() == State.FAILED || one.state() == State.NOT_REACHED);
    }
}
