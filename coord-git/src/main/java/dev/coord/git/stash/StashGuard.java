package dev.coord.git.stash;

import dev.coord.CommitId;
import dev.coord.SafeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Quarantine;
import dev.coord.git.repository.Repository;
import dev.coord.run.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the stashes of the user, and of everybody else who is no agent of coord's, while an agent works. Git has one list for
 * all work trees of a repository, and no setting that gives each its own: {@code git stash pop}, {@code drop} and {@code
 * clear} of an agent take what is not its own. Decision 0017.
 */
public final class StashGuard {

    private static final Logger LOG = LoggerFactory.getLogger(StashGuard.class);

    private static final String MADE_BY_AGENTS = "(?s)(WIP on|On) feature/.+: .*";

    private final Repository repository;
    private final Refs refs;

    public StashGuard(Repository repository) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
    }

    /** Pins what the list has, before an agent begins. */
    public void begin(Workspace workspace) {
        List<StashList.Entry> entries = StashList.of(repository.git()).stream()
                .filter(entry -> !isMadeByAgents(entry.text()))
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        String title = "Stashes before attempt " + workspace.attempt() + " at feature " + workspace.feature() + "\n\n";
        String list = entries.stream()
                .map(entry -> entry.commit() + " " + entry.text() + "\n")
                .collect(Collectors.joining());
        Quarantine.repeat(() -> {
            Git git = repository.git();
            CommitId pin = Commits.make(
                    git,
                    refs.tree(workspace.base().value()),
                    entries.stream().map(StashList.Entry::commit).distinct().toList(),
                    title + list);
            refs.set(ref(workspace), pin);
            return Optional.of(pin);
        });
    }

    /**
     * A stash that an agent took though it was not its own, and that its work holds.
     *
     * @param git finds the objects of the work too
     */
    public Optional<String> taken(Git git, Workspace workspace, CommitId content) {
        return gone(workspace).stream()
                .filter(entry -> StashList.isIn(git, entry, content, workspace.base()))
                .findFirst()
                .map(StashList.Entry::toString);
    }

    /**
     * Keeps and tells what is in the list no more.
     *
     * @return what lets the rest go
     */
    public List<Refs.Change> end(Workspace workspace) {
        for (StashList.Entry entry : gone(workspace)) {
            String kept = "refs/coord/kept/stash-" + entry.commit().abbreviated();
            if (refs.commit(kept).filter(entry.commit()::equals).isEmpty()) {
                refs.set(kept, entry.commit());
                LOG.warn(
                        "{}: a stash that was there before is gone from the list that all work trees share: {};"
                                + " it is kept at {}; if you did not take it yourself, an agent's 'git stash' did:"
                                + " bring it back with: {} stash store -m {} {}",
                        workspace.feature(),
                        SafeText.line(entry.toString()),
                        kept,
                        ShellText.git(repository.directory()),
                        ShellText.quote(entry.text()),
                        entry.commit());
            }
        }
        return refs.commit(ref(workspace)).map(pin -> Refs.Change.delete(ref(workspace), pin)).stream()
                .toList();
    }

    /** What was pinned and is not in the list now. */
    private List<StashList.Entry> gone(Workspace workspace) {
        Git git = repository.git();
        Optional<CommitId> pin = refs.commit(ref(workspace));
        if (pin.isEmpty()) {
            return List.of();
        }
        Set<CommitId> listed =
                StashList.of(git).stream().map(StashList.Entry::commit).collect(Collectors.toSet());
        RawCommit pinned = Commits.read(git, pin.get());
        return pinned.parents().stream()
                .filter(commit -> !listed.contains(commit))
                .map(commit -> new StashList.Entry(
                        commit, Commits.read(git, commit).parents().get(0), text(pinned.message(), commit)))
                .toList();
    }

    /** Told by the branch that git names in a stash. */
    static boolean isMadeByAgents(String text) {
        return text.matches(MADE_BY_AGENTS);
    }

    /** What a pin's message says of a stash. */
    static String text(String list, CommitId commit) {
        return list.lines()
                .filter(line -> line.startsWith(commit + " "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    private static String ref(Workspace workspace) {
        return Refs.stashes(workspace);
    }
}
