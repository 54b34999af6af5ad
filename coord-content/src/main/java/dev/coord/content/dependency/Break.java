package dev.coord.content.dependency;

import dev.coord.content.module.Reference;

/**
 * An import that leads nowhere.
 *
 * @param file who imports
 * @param reference the import
 * @param name the name that is not there; empty where the whole file is not
 * @param line the line of the name, or of the import
 * @param target the file that lacks the name, or the place where a file should be
 * @param wasThere whether the target had it before; then {@code target} is where it was
 */
record Break(String file, Reference reference, String name, int line, String target, boolean wasThere) {

    /** What the import cannot get, from wherever it is imported. */
    String object() {
        return target + '\0' + name;
    }
}
