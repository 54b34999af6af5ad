package dev.coord.content.module;

import java.util.List;

/**
 * One import in a file. Immutable.
 *
 * @param source what is imported, as it is written
 * @param use when it is needed
 * @param names what of it is imported by name
 * @param line its line, from 1
 * @param isGuarded whether the file goes on without it
 * @param need when what it brings is used
 */
public record Reference(String source, Use use, List<Name> names, int line, boolean isGuarded, Need need) {

    /** Copies the list. */
    public Reference {
        names = List.copyOf(names);
    }

    /** When what an import brings is used, which is not before it is imported. */
    public enum Need {
        /** While the file is loaded, as far as can be told. */
        NOW,
        /** Once functions of the file are called. */
        LATER,
        /** Once functions of the file are called, and the import comes after everything that the file defines. */
        LAST,
        /** Only in types: a compiler that may do so leaves the import out. */
        NEVER
    }

    /** When what is imported is needed. */
    public enum Use {
        /** When the file is loaded. */
        LOAD,
        /** When some of its code runs. */
        DEFERRED,
        /** When types are checked, and never when it runs. */
        TYPE
    }

    /**
     * A name that is imported.
     *
     * @param name as it is called where it comes from
     * @param line its line, from 1
     * @param isType whether it is imported as a type only
     */
    public record Name(String name, int line, boolean isType) {}

    /**
     * The same import at another time.
     *
     * @param when when it is needed
     * @return an import that differs in this only
     */
    public Reference used(Use when) {
        return new Reference(source, when, names, line, isGuarded, need);
    }

    /**
     * The same import of other names.
     *
     * @param others what is imported by name
     * @return an import that differs in this only
     */
    public Reference of(List<Name> others) {
        return new Reference(source, use, others, line, isGuarded, need);
    }

    /**
     * The same import where the file goes on without it.
     *
     * @return an import that differs in this only
     */
    public Reference guarded() {
        return new Reference(source, use, names, line, true, need);
    }

    /**
     * The same import whose names are used at another time.
     *
     * @param when when they are used
     * @return an import that differs in this only
     */
    public Reference needed(Need when) {
        return new Reference(source, use, names, line, isGuarded, when);
    }

    /**
     * Whether it is the same import as one in another version of its file.
     *
     * @param other an import
     * @param name a name that it has to import, too; empty where that does not matter
     * @return true if it is
     */
    public boolean isLike(Reference other, String name) {
        return source.equals(other.source) && imports(name);
    }

    /**
     * Whether it may be the same import as one in a file of another directory.
     *
     * @param other an import
     * @param name a name that it has to import, too; empty where that does not matter
     * @return true if both end alike
     */
    public boolean isLikeFromElsewhere(Reference other, String name) {
        return PathText.name(source).equals(PathText.name(other.source)) && imports(name);
    }

    private boolean imports(String name) {
        return name.isEmpty() || names.stream().anyMatch(one -> one.name().equals(name));
    }
}
