package dev.coord.content.name;

import dev.coord.content.sql.SqlNames;
import dev.coord.content.text.NotUnderstood;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which schema a name without one is, as far as the statements of a file before it tell: {@code public}, unless one of them sets
 * another path. For one thread.
 */
public final class SearchPath {
    private static final List<String> DEFAULT = List.of("public");
    private static final String TEMPORARY = "pg_temp";

    private final Set<String> made = new HashSet<>();
    private final Set<String> temporary = new HashSet<>();
    private List<String> schemas = DEFAULT;
    private boolean isKnown = true;

    public void reset() {
        schemas = DEFAULT;
        isKnown = true;
    }

    /** Without the user's own schema, which nobody has who has not made it. */
    public void set(List<String> names) {
        schemas = names.stream().filter(name -> !name.equals("\"$user\"")).toList();
        isKnown = true;
    }

    public void forget() {
        isKnown = false;
    }

    /** A new object. */
    public String create(List<String> path) {
        return path.size() == 1 ? first() + "." + path.get(0) : qualified(path);
    }

    /** An object that is there: in the first schema of the path if the file has made it there. */
    public String find(List<String> path) {
        if (path.size() > 1) {
            return qualified(path);
        }
        String name = path.get(0);
        String inFirst = temporary.contains(name) ? TEMPORARY + "." + name : first() + "." + name;
        if (schemas.size() > 1 && !temporary.contains(name) && !made.contains(inFirst)) {
            throw new NotUnderstood("the search path has several schemas, and a name in it has none");
        }
        return inFirst;
    }

    public void made(Touch touch) {
        if (touch.action() == Touch.Action.CREATE || touch.action() == Touch.Action.RENAME) {
            made.add(touch.name());
        }
    }

    public String temporary(String name) {
        temporary.add(name);
        return TEMPORARY + "." + name;
    }

    public static boolean isTemporary(Touch touch) {
        return touch.owner().startsWith(TEMPORARY + ".");
    }

    private String first() {
        if (!isKnown || schemas.isEmpty()) {
            throw new NotUnderstood("a name has no schema, and the search path is not known");
        }
        return schemas.get(0);
    }

    private static String qualified(List<String> path) {
        if (path.size() > 3) {
            throw new NotUnderstood("a name has too many parts");
        }
        return SqlNames.joined(
                path.subList(path.size() - 2, path.size())); // before these two only its own database may stand
    }
}
