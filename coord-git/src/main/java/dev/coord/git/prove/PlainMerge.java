package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What git makes of two commits.
 *
 * @param tree the files, with marks where they conflict
 * @param versions the versions of each file that conflicts
 * @param groups the files of each conflict: a renamed file is in one with all its names
 */
record PlainMerge(CommitId tree, Map<GitPath, Versions> versions, List<Set<GitPath>> groups) {

    /**
     * The contents of a file in conflict, each empty where there is no such file.
     *
     * @param base what both began from
     * @param ours what the first commit has
     * @param theirs what the second one has
     */
    record Versions(String base, String ours, String theirs) {

        static final Versions NONE = new Versions("", "", "");

        private Versions with(char stage, String id) {
            return switch (stage) {
                case '1' -> new Versions(id, ours, theirs);
                case '2' -> new Versions(base, id, theirs);
                default -> new Versions(base, ours, id);
            };
        }
    }

    /** The tree, the versions, and after an empty field what git says: a number of paths, the paths, the kind of message, the message. */
    static PlainMerge read(String answer) {
        List<String> fields = List.of(answer.split("\0", -1));
        Map<GitPath, Versions> versions = new TreeMap<>();
        int at = 1;
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            String field = fields.get(at++);
            int tab = field.indexOf('\t');
            String[] words = field.substring(0, tab).split(" ", -1); // mode object stage
            versions.merge(
                    new GitPath(field.substring(tab + 1)),
                    Versions.NONE.with(words[2].charAt(0), words[1]),
                    (known, more) -> known.with(words[2].charAt(0), words[1]));
        }
        List<Set<GitPath>> groups = new ArrayList<>();
        at++;
        while (at < fields.size() && fields.get(at).matches("[0-9]+")) {
            int kind = at + 1 + Integer.parseInt(fields.get(at));
            if (fields.get(kind).startsWith("CONFLICT")) {
                Set<GitPath> group = new HashSet<>();
                fields.subList(at + 1, kind).forEach(path -> group.add(new GitPath(path)));
                groups.add(group);
            }
            at = kind + 2;
        }
        return new PlainMerge(new CommitId(fields.get(0)), new HashMap<>(versions), groups);
    }

    /** The versions of a file; what both began from may have another name. */
    Versions of(GitPath path) {
        Versions own = versions.getOrDefault(path, Versions.NONE);
        if (!own.base().isEmpty()) {
            return own;
        }
        String base = groups.stream()
                .filter(group -> group.contains(path))
                .flatMap(Set::stream)
                .map(other -> versions.getOrDefault(other, Versions.NONE).base())
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
        return new Versions(base, own.ours(), own.theirs());
    }

    boolean isDisputed(GitPath path) {
        return versions.containsKey(path) || groups.stream().anyMatch(group -> group.contains(path));
    }

    boolean isClean() {
        return versions.isEmpty() && groups.isEmpty();
    }
}
