package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was taken back earlier, kept under refs of coord's: the branch before and after, so that nothing of it is lost. */
public final class Records {

    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String OPEN = "open";
    private static final String MIGRATIONS = "migrations";
    private static final Pattern MARKED = Pattern.compile(Refs.ROLLBACKS + "([0-9]{1,9})/" + MIGRATIONS);

    private final Repository repository;
    private final Refs refs;

    public Records(Repository repository) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
    }

    /** One of them. */
    public record Rollback(int number, CommitId before, CommitId after) {

        public String beforeRef() {
            return Refs.rollback(number, BEFORE);
        }

        public String afterRef() {
            return Refs.rollback(number, AFTER);
        }
    }

    /**
     * Notes what is about to be done: it is finished by whoever comes next, if it was done.
     *
     * @param last the highest number that was given before, as far as other places than refs know
     */
    public Rollback begin(CommitId before, CommitId after, int last) {
        int number = numbers().stream().mapToInt(Integer::intValue).max().orElse(-1);
        number = Math.max(number, last) + 1;
        Rollback rollback = new Rollback(number, before, after);
        refs.set(rollback.beforeRef(), before);
        refs.set(rollback.afterRef(), after);
        refs.set(Refs.rollback(number, OPEN), after);
        return rollback;
    }

    public void end(Rollback rollback) {
        refs.delete(Refs.rollback(rollback.number(), OPEN), rollback.after());
    }

    /** It did not come to it. */
    public void forget(Rollback rollback) {
        end(rollback);
        refs.delete(rollback.afterRef(), rollback.after());
        refs.delete(rollback.beforeRef(), rollback.before());
    }

    /** The one that a process was at when it died. */
    public Optional<Rollback> open() {
        return numbers().stream()
                .filter(number -> refs.commit(Refs.rollback(number, OPEN)).isPresent())
                .flatMap(number -> read(number).stream())
                .findFirst();
    }

    /** Whether the branch has moved. */
    boolean isDone(Rollback open, CommitId now) {
        return isBack(open) ? !refs.isAncestor(open.before(), now) : refs.isAncestor(open.after(), now);
    }

    /** Whether it set the branch back. */
    boolean isBack(Rollback rollback) {
        return refs.isAncestor(rollback.after(), rollback.before());
    }

    /** Says that a record in the coordination directory tells what became of its migrations, so that one that is lost is missed. */
    void mark(Rollback rollback) {
        refs.set(Refs.rollback(rollback.number(), MIGRATIONS), rollback.before());
    }

    /** Nothing of that record matters any more. */
    void unmark(int number) {
        String ref = Refs.rollback(number, MIGRATIONS);
        refs.commit(ref).ifPresent(commit -> refs.delete(ref, commit));
    }

    boolean isMarked(Rollback rollback) {
        return refs.commit(Refs.rollback(rollback.number(), MIGRATIONS)).isPresent();
    }

    /** Whether anything that was taken back is kept; not where there is no repository. */
    public static boolean areThere(Git git) {
        return !git.ask("for-each-ref", "--count=1", "--format=%(refname)", Refs.ROLLBACKS)
                .line()
                .isEmpty();
    }

    /** The numbers of those whose migrations are not known to be undone; none where there is no repository. */
    public static Set<Integer> marked(Git git) {
        GitAnswer answer = git.ask("for-each-ref", "--format=%(refname)", Refs.ROLLBACKS + "*/" + MIGRATIONS);
        return answer.line()
                .lines()
                .map(MARKED::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)))
                .collect(Collectors.toSet());
    }

    /** Every one that is known in full, oldest first. */
    List<Rollback> all() {
        return numbers().stream().flatMap(number -> read(number).stream()).toList();
    }

    /** The latest that took back what is meant. */
    Optional<Rollback> latest(RollbackRequest request) {
        return all().stream()
                .filter(one -> taken(one).stream().anyMatch(landing -> History.isMeant(landing, request)))
                .reduce((first, second) -> second);
    }

    /** What it took back. */
    List<Landing> taken(Rollback rollback) {
        List<Landing> taken = new ArrayList<>(
                LandedFeatures.landings(repository.git(), rollback.before().value()));
        taken.removeAll(
                LandedFeatures.landings(repository.git(), rollback.after().value()));
        return taken;
    }

    /** Landings that the branch had once, and that the target does not contain any more. */
    public List<Landing> gone(CommitId target) {
        List<Landing> gone = new ArrayList<>();
        numbers().stream()
                .flatMap(number -> read(number).stream())
                .forEach(rollback ->
                        gone.addAll(LandedFeatures.merged(repository.git(), target + ".." + rollback.before())));
        return gone;
    }

    private Optional<Rollback> read(int number) {
        Optional<CommitId> before = refs.commit(Refs.rollback(number, BEFORE));
        Optional<CommitId> after = refs.commit(Refs.rollback(number, AFTER));
        return before.isPresent() && after.isPresent()
                ? Optional.of(new Rollback(number, before.get(), after.get()))
                : Optional.empty();
    }

    private List<Integer> numbers() {
        return refs.names(Refs.ROLLBACKS).stream()
                .map(name -> name.substring(Refs.ROLLBACKS.length()).replaceFirst("/.*", ""))
                .filter(number -> number.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }
}
