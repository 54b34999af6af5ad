package dev.coord.content.python;

import dev.coord.content.module.Reference;
import dev.coord.content.module.Reference.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which imports of a module bring names that it uses while it is loaded. */
final class LoadedNames {
    private final Map<Integer, Set<String>> bound = new HashMap<>();
    private final Set<Integer> needed = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private int defined;

    /** What an import is known by. */
    void binds(int reference, String name) {
        bound.computeIfAbsent(reference, none -> new HashSet<>()).add(name);
    }

    /** What an import brings is used, whatever it is. */
    void isUsed(int reference) {
        needed.add(reference);
    }

    void uses(String name) {
        used.add(name);
    }

    /** After so many imports there is a statement that is none. */
    void defines(int references) {
        defined = references;
    }

    /** The imports with what is known of them now. */
    List<Reference> marked(List<Reference> references) {
        List<Reference> marked = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Set<String> names = bound.getOrDefault(i, Set.of());
            boolean isLater =
                    !names.isEmpty() && !needed.contains(i) && names.stream().noneMatch(used::contains);
            marked.add(isLater ? references.get(i).needed(i < defined ? Need.LATER : Need.LAST) : references.get(i));
        }
        return marked;
    }
}
