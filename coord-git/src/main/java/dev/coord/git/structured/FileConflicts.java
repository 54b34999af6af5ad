package dev.coord.git.structured;

import dev.coord.git.command.GitPath;
import dev.coord.git.structured.FileConflict.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads from the answer of {@code git merge-tree --write-tree -z} which files conflict, and whether only their contents do. Pure. */
public final class FileConflicts {

    private static final String CONFLICT = "CONFLICT";
    private static final String CONTENTS = "CONFLICT (contents)";
    private static final String BINARY = "CONFLICT (binary)";

    private static final int BASE = 1;
    private static final int OURS = 2;
    private static final int THEIRS = 3;

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final SortedMap<GitPath, Map<Integer, Version>> stages = new TreeMap<>();
    private final List<Message> messages = new ArrayList<>();

    private record Message(List<GitPath> paths, String kind) {}

    private FileConflicts(List<String> fields) {
        int at = 0;
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            String entry = fields.get(at++);
            int tab = entry.indexOf('\t');
            String[] words = entry.substring(0, tab).split(" ", -1); // mode, object, stage
            stages.computeIfAbsent(new GitPath(entry.substring(tab + 1)), path -> new TreeMap<>())
                    .put(Integer.parseInt(words[2]), new Version(words[0], words[1]));
        }
        at++;
        while (at < fields.size()
                && COUNT.matcher(fields.get(at)).matches()) { // advice on submodules may follow, for people
            int kind = at + 1 + Integer.parseInt(fields.get(at));
            List<GitPath> paths =
                    fields.subList(at + 1, kind).stream().map(GitPath::new).toList();
            messages.add(new Message(paths, fields.get(kind)));
            at = kind + 2;
        }
    }

    /**
     * Reads it.
     *
     * @param fields what follows the tree: the entries of conflicting files, and after an empty field what git says, which is the number
     *     of paths, the paths, the kind of message, the message
     */
    public static FileConflicts read(List<String> fields) {
        return new FileConflicts(fields);
    }

    /** The files, sorted; where git does not know into which directory a new file belongs, what it says is in conflict. */
    public List<GitPath> files() {
        return stages.isEmpty()
                ? messages.stream()
                        .filter(message -> message.kind().startsWith(CONFLICT))
                        .flatMap(message -> message.paths().stream())
                        .distinct()
                        .sorted()
                        .toList()
                : List.copyOf(stages.keySet());
    }

    /** The same with their versions, where nothing but the contents of plain files is in conflict; otherwise nothing. */
    public Optional<List<FileConflict>> contents() {
        Set<GitPath> told = new HashSet<>();
        Set<GitPath> binary = new HashSet<>();
        for (Message message : messages) {
            if (message.kind().equals(BINARY)) {
                binary.addAll(message.paths());
            } else if (message.kind().equals(CONTENTS) && message.paths().size() == 1) {
                told.addAll(message.paths());
            } else if (message.kind().startsWith(CONFLICT)) {
                return Optional.empty();
            }
        }
        List<FileConflict> found = new ArrayList<>();
        stages.forEach((path, versions) -> {
            Version ours = versions.get(OURS);
            Version theirs = versions.get(THEIRS);
            if (ours != null && theirs != null) {
                found.add(new FileConflict(
                        path, binary.contains(path), Optional.ofNullable(versions.get(BASE)), ours, theirs));
            }
        });
        boolean isAll = !found.isEmpty()
                && found.size() == stages.size()
                && told.equals(stages.keySet())
                && found.stream().allMatch(FileConflict::isPlain);
        return isAll ? Optional.of(found) : Optional.empty();
    }
}
