package dev.coord.content.list;

import dev.coord.content.text.NotUnderstood;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells lists that are sets from those whose order means something, or may. */
public final class KnownSets {
    private static final int FEWEST_SORTED = 3;
    private static final Set<String> SETS = Set.of(
            "keywords",
            "tags",
            "topics",
            "labels",
            "categories",
            "classifiers",
            "authors",
            "contributors",
            "maintainers",
            "assignees",
            "reviewers",
            "recommendations",
            "words",
            "ignoreWords");
    private static final Pattern ORDERED = Pattern.compile(
            ".*(arg|cmd|command|entrypoint|middleware|plugin|preset|extend|step|stage|task|pipeline|handler|filter|loader|layer"
                    + "|processor|interceptor|transform|hook|migration|path|order|priorit|rule|sequence|chain|query|run|popen"
                    + "|exec|spawn|call|backend|finder|param|operation|resolver|matcher|strateg|route_?guard|option|flag).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CATCHES_MORE = Pattern.compile(
            "(?s).*(\\b(?:re_path|default|else|lambda|catch|when)\\b|[\"'`/][^\"'`]*(?:[*^|]|/:|<\\w|\\{\\w|\\(\\?)"
                    + "|[\"'`]!).*");

    private KnownSets() {}

    /**
     * Insists that a list of texts is a set: its name says so, or it is sorted without repeats in all versions.
     *
     * @param name the list's
     * @param more names that mean sets in files of this kind
     * @param base the list that both sides began from
     * @param ours the target's
     * @param theirs the other
     * @throws NotUnderstood if its order may mean something
     */
    public static void insist(
            String name, Set<String> more, List<String> base, List<String> ours, List<String> theirs) {
        boolean known = SETS.contains(name) || more.contains(name);
        boolean sorted = !isOrdered(name) && isSorted(base, 0) && isSorted(ours, 1) && isSorted(theirs, 1);
        boolean plain = List.of(base, ours, theirs).stream()
                .flatMap(List::stream)
                .noneMatch(text -> text.matches("(?s)[\"']?[-!].*"));
        if (!plain || !(known || sorted)) {
            throw new NotUnderstood("both sides changed '" + name + "', in which the order counts");
        }
    }

    private static boolean isSorted(List<String> list, int more) {
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i - 1).compareTo(list.get(i)) >= 0) {
                return false;
            }
        }
        return list.size() >= FEWEST_SORTED + more;
    }

    /**
     * Whether a name is one of lists whose order means something.
     *
     * @param name of a list, or of what it is given to
     * @return true where it is known to be
     */
    public static boolean isOrdered(String name) {
        return ORDERED.matcher(name).matches();
    }

    /**
     * Insists that none of what both sides added stands for whatever is left, so that it would hide what follows.
     *
     * @param mine what the target added
     * @param other what the other added
     * @throws NotUnderstood if the first that fits may count
     */
    public static void insistOnApart(Collection<String> mine, Collection<String> other) {
        boolean both = !mine.isEmpty() && !other.isEmpty();
        for (Collection<String> side : List.of(mine, other)) {
            for (String text : side) {
                if (both && CATCHES_MORE.matcher(text).matches()) {
                    throw new NotUnderstood("the first that fits may count, so the order does");
                }
            }
        }
    }
}
