package dev.coord.content.script;

import java.util.regex.Pattern;

/** What a script is, by how its name ends. */
enum ScriptKind {
    /** It only declares what another file holds, so that all it names is known to others. */
    DECLARATION,
    /** TypeScript, whose compilers leave out imports of which only types are used. */
    TYPED,
    /** The same with JSX. */
    TYPED_MARKUP,
    /** Every import in it stays. */
    OTHER;

    private static final Pattern DECLARES = Pattern.compile(".*\\.d\\.([\\w-]+\\.)?[mc]?ts");
    private static final Pattern IS_TYPED = Pattern.compile(".*\\.[mc]?ts");

    static ScriptKind of(String path) {
        if (DECLARES.matcher(path).matches()) {
            return DECLARATION;
        }
        return path.endsWith(".tsx") ? TYPED_MARKUP : IS_TYPED.matcher(path).matches() ? TYPED : OTHER;
    }

    boolean isTyped() {
        return this == TYPED || this == TYPED_MARKUP;
    }
}
