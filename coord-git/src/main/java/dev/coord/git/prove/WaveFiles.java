package dev.coord.git.prove;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.core.audit.TouchedFile.Kind;
import dev.coord.git.audit.BranchChanges;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.TreeDifference.Difference;
import dev.coord.merge.Candidate;
import dev.coord.merge.CandidateFiles;
import dev.coord.merge.CommitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one candidate for whoever checks them. Lines that the count of lines has read are not read again. For one thread. */
final class WaveFiles implements CandidateFiles {

    private static final long LARGEST = 16 << 20;

    private final Git git;
    private final Candidate candidate;
    private final BlobLines lines;
    private final List<ChangedFile> changed = new ArrayList<>();
    private final Map<ChangedFile, String> own = new HashMap<>();
    private final Map<String, Difference> merged = new HashMap<>();

    /**
     * Of a candidate.
     *
     * @param changes what each branch changed
     * @param lines what has been read already
     * @param merged what differs between the base and the candidate
     */
    WaveFiles(Git git, Candidate candidate, BranchChanges changes, BlobLines lines, List<Difference> merged) {
        this.git = git;
        this.candidate = candidate;
        this.lines = lines;
        merged.forEach(file -> this.merged.put(file.path().text(), file));
        for (int i = 0; i < changes.branches().size(); i++) {
            for (Difference file : changes.branches().get(i).files()) {
                Kind kind = Kind.of(file.newMode());
                if (kind == Kind.FILE || (kind == Kind.NOTHING && Kind.of(file.oldMode()) == Kind.FILE)) {
                    ChangedFile one = new ChangedFile(
                            candidate.work().tips().get(i).feature(),
                            file.path().text(),
                            kind == Kind.NOTHING);
                    changed.add(one);
                    own.put(one, file.newId());
                }
            }
        }
    }

    @Override
    public List<ChangedFile> changed() {
        return List.copyOf(changed);
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return text(own.getOrDefault(file, ""));
    }

    @Override
    public List<String> lines(String path) {
        return text(id(path));
    }

    @Override
    public List<String> linesBefore(String path) {
        return text(idBefore(path));
    }

    @Override
    public Optional<byte[]> content(String path) {
        return bytes(id(path));
    }

    @Override
    public Optional<byte[]> contentBefore(String path) {
        return bytes(idBefore(path));
    }

    private List<String> text(String id) {
        List<String> all = lines.of(id);
        return BlobLines.isText(all) ? all : List.of();
    }

    private Optional<byte[]> bytes(String id) {
        return BlobLines.isNone(id)
                ? Optional.empty()
                : Optional.ofNullable(Commits.contents(git, Commits.blobs(git, List.of(id), LARGEST))
                                .get(id))
                        .map(content -> content.getBytes(ISO_8859_1));
    }

    private String id(String path) {
        Difference file = merged.get(path);
        return file == null ? unchanged(candidate.commit(), path) : file.newId();
    }

    private String idBefore(String path) {
        Difference file = merged.get(path);
        return file == null ? unchanged(candidate.base(), path) : file.oldId();
    }

    /** The content of a file that both have, or none. */
    private String unchanged(CommitId commit, String path) {
        String name = commit + ":" + new String(path.getBytes(UTF_8), ISO_8859_1);
        List<Optional<String>> found = Commits.named(git, List.of(name));
        if (!found.isEmpty()) {
            return found.get(0).orElse("");
        }
        GitAnswer answer = git.ask("rev-parse", "--verify", "--quiet", commit + ":" + path);
        return answer.succeeded() ? answer.line() : "";
    }
}
