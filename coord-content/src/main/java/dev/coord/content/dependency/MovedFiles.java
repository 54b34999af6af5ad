package dev.coord.content.dependency;

import dev.coord.content.module.PathText;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Where files were before the wave moved them: what they hold tells, otherwise what they are called. */
final class MovedFiles {
    private final Map<String, String> before = new HashMap<>();
    private final CandidateFiles files;

    private MovedFiles(CandidateFiles files) {
        this.files = files;
    }

    static MovedFiles of(CandidateFiles files) {
        MovedFiles moves = new MovedFiles(files);
        TreeSet<String> gone = new TreeSet<>();
        TreeSet<String> come = new TreeSet<>();
        for (ChangedFile file : files.changed()) {
            boolean isThere = files.contentId(file.path()).isPresent();
            boolean wasThere = files.contentIdBefore(file.path()).isPresent();
            if (isThere && !wasThere) {
                come.add(file.path());
            } else if (wasThere && !isThere) {
                gone.add(file.path());
            }
        }
        Map<String, String> byContent = new HashMap<>();
        Map<String, String> byName = new HashMap<>();
        for (String path : gone) {
            files.contentIdBefore(path).ifPresent(id -> byContent.putIfAbsent(id, path));
            byName.merge(PathText.name(path), path, (one, other) -> ""); // of several nobody knows which
        }
        for (String path : come) {
            Optional<String> same = files.contentId(path).map(byContent::get);
            Optional<String> named =
                    Optional.ofNullable(byName.get(PathText.name(path))).filter(old -> !old.isEmpty());
            same.or(() -> named).ifPresent(old -> moves.before.put(path, old));
        }
        return moves;
    }

    /** Where a file was; nothing where it is new. */
    Optional<String> before(String path) {
        return files.contentIdBefore(path).isPresent() ? Optional.of(path) : Optional.ofNullable(before.get(path));
    }

    /** The files that one which is gone became. */
    List<String> after(String path) {
        return before.entrySet().stream()
                .filter(move -> move.getValue().equals(path))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
