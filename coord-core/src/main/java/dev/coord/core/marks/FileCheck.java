package dev.coord.core.marks;

import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds marks of conflicts that are left in files, by the rule that holds for an agent's work. coord itself never merges any in, so
 * that they are the fault of whoever has them.
 */
public final class FileCheck implements IntegrityCheck {

    /** Its findings are told by it. */
    public static final String NAME = "file";

    private static final String REMEDY = "keep what both sides need there, and delete the marks";

    private static final String REMEDY_OF_CONTENT =
            REMEDY + "; where they are meant as content, nothing needs to be done";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<IntegrityFinding> find(CandidateFiles files) {
        List<IntegrityFinding> found = new ArrayList<>();
        for (ChangedFile file : files.changed()) {
            if (!file.isDeleted() && mayHaveMarks(files.ownLines(file)) && mayHaveMarks(files.lines(file.path()))) {
                look(files, file, found);
            }
        }
        return found;
    }

    private static boolean mayHaveMarks(List<String> lines) {
        return lines.stream()
                .anyMatch(line -> line.contains("<<<<<<<") || line.contains(">>>>>>>") || line.contains("|||||||"));
    }

    /** Whole sets of marks that coord did not set may be what a new file is about, such as an example. */
    private static void look(CandidateFiles files, ChangedFile file, List<IntegrityFinding> found) {
        List<String> before = files.linesBefore(file.path());
        String content = String.join("\n", files.lines(file.path()));
        String known = String.join("\n", before.isEmpty() ? moved(files, file) : before);
        List<LineRange> own = ConflictMarks.named(content, known);
        for (LineRange marks : ConflictMarks.left(content, known, List.of())) {
            boolean isCoords =
                    own.stream().anyMatch(one -> marks.first() <= one.first() && one.first() <= marks.last());
            boolean stops = isCoords || !before.isEmpty();
            found.add(new IntegrityFinding(
                    file.feature(),
                    NAME,
                    file.path(),
                    marks.first(),
                    "marks of a conflict are left",
                    stops ? REMEDY : REMEDY_OF_CONTENT,
                    stops));
        }
    }

    /** What a new file may have been before: what its feature deleted. */
    private static List<String> moved(CandidateFiles files, ChangedFile file) {
        return files.changed().stream()
                .filter(one -> one.isDeleted() && one.feature().equals(file.feature()))
                .map(one -> files.linesBefore(one.path()))
                .filter(FileCheck::mayHaveMarks)
                .flatMap(List::stream)
                .toList();
    }
}
