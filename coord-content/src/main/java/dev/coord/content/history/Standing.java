package dev.coord.content.history;

import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Kind;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object that is there. Immutable.
 *
 * @param key what tells it from all others
 * @param owner the key of the table, type or function that it is a part of; itself where it is part of none
 * @param kind what it is
 * @param isCertain whether it is there for certain; otherwise it may be
 * @param isOpen whether it may have parts that no statement names, as a table that is like another one
 * @param versions the arguments of a function, as they are written, one for each that was made
 */
record Standing(String key, String owner, Kind kind, boolean isCertain, boolean isOpen, Set<String> versions) {

    static Standing of(Touch touch, boolean isCertain, boolean isOpen) {
        return new Standing(key(touch), owner(touch), touch.kind(), isCertain, isOpen, Set.of());
    }

    /** Objects of one key cannot be there twice. Relations and types share their names, as PostgreSQL has it. */
    static String key(Touch touch) {
        return switch (touch.kind()) {
            case TABLE, INDEX, TYPE, VIEW, SEQUENCE, SCHEMA -> touch.name();
            case FUNCTION -> function(touch.name());
            case COLUMN -> column(touch.name());
            default -> touch.name() + " " + touch.kind();
        };
    }

    static String column(String name) {
        return name + " " + Kind.COLUMN;
    }

    private static String function(String name) {
        return name + "()";
    }

    private static String owner(Touch touch) {
        return touch.owner().equals(touch.name()) ? key(touch) : touch.owner();
    }

    /** What people call what has a key. */
    static String name(String key) {
        int blank = key.lastIndexOf(' ');
        return key.endsWith("()") ? key.substring(0, key.length() - 2) : blank < 0 ? key : key.substring(0, blank);
    }

    /** Whether what a statement does something to is one of these parts of its owner. */
    static boolean isIn(Set<String> parts, Touch touch) {
        return !parts.isEmpty()
                && touch.name().startsWith(touch.owner() + ".")
                && parts.contains(touch.name().substring(touch.owner().length() + 1));
    }

    boolean isPart() {
        return !owner.equals(key);
    }

    Standing doubted() {
        return new Standing(key, owner, kind, false, isOpen, versions);
    }

    Standing certain() {
        return new Standing(key, owner, kind, true, isOpen, versions);
    }

    Standing moved(String newKey, String newOwner) {
        return new Standing(newKey, newOwner, kind, isCertain, isOpen, versions);
    }

    Standing with(Set<String> more) {
        Set<String> all = new TreeSet<>(versions);
        all.addAll(more);
        return new Standing(key, owner, kind, isCertain, isOpen, all);
    }
}
