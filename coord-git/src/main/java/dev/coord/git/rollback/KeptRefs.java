package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.clean.KeptRef;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The refs of coord's that keep something. Those that say what is going on, as that a branch is coord's, are not among them. */
public final class KeptRefs {

    private static final String PREFIX = "refs/coord/";
    private static final Pattern WORK = Pattern.compile("(?:tips|kept)/([^/]+)/(.+)-\\d+");
    private static final Pattern STASH = Pattern.compile("kept/stash-[^/]+");
    private static final Pattern LANDING = Pattern.compile(
            "waves/([^/]+)/\\d+/(?:base|candidate)|backup/([^/]+)/\\d+|(?:integrate|renumbered)/([^/]+)/[^/]+");
    private static final Pattern ROLLBACK = Pattern.compile("rollbacks/(\\d{1,9})/(?:before|after|migrations)");

    private final Git git;
    private final Set<Integer> unfinished;

    /**
     * Binds the repository.
     *
     * @param unfinished the numbers of rollbacks of which something is left to do
     */
    public KeptRefs(Repository repository, Set<Integer> unfinished) {
        this.git = repository.git();
        this.unfinished = Set.copyOf(unfinished);
    }

    /** All of them, by name. A symbolic one is somebody else's. */
    public List<KeptRef> all(CommitId target) {
        List<String> lines = git.run(
                        "for-each-ref",
                        "--format=%(refname) %(objectname) %(objecttype) %(committerdate:unix) %(symref)",
                        PREFIX)
                .lines();
        Set<String> onTarget =
                new HashSet<>(git.run("for-each-ref", "--merged=" + target, "--format=%(refname)", PREFIX)
                        .lines());
        Set<String> open = lines.stream()
                .map(line -> line.split(" ", -1)[0])
                .filter(name -> name.endsWith("/open"))
                .collect(Collectors.toSet());
        List<KeptRef> all = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            boolean isPlain = fields.length > 4 && fields[4].isEmpty() && fields[2].equals("commit");
            if (isPlain) {
                ref(fields, onTarget.contains(fields[0]), open).ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<KeptRef> ref(String[] fields, boolean onTarget, Set<String> open) {
        String name = fields[0].substring(PREFIX.length());
        Matcher work = WORK.matcher(name);
        Matcher landing = LANDING.matcher(name);
        Matcher rollback = ROLLBACK.matcher(name);
        Optional<RunId> run = Optional.empty();
        Optional<FeatureId> feature = Optional.empty();
        boolean isUnfinished = false;
        try {
            if (work.matches()) {
                run = Optional.of(new RunId(work.group(1)));
                feature = Optional.of(new FeatureId(work.group(2)));
            } else if (landing.matches()) {
                run = Stream.of(1, 2, 3)
                        .flatMap(group -> Stream.ofNullable(landing.group(group)))
                        .map(RunId::new)
                        .findFirst();
            } else if (rollback.matches()) {
                isUnfinished = open.contains(PREFIX + "rollbacks/" + rollback.group(1) + "/open")
                        || unfinished.contains(Integer.valueOf(rollback.group(1)));
            } else if (!STASH.matcher(name).matches()) {
                return Optional.empty();
            }
        } catch (BadInput e) {
            return Optional.empty(); // no name that coord gives
        }
        CommitId commit = new CommitId(fields[1]);
        Instant committed = Instant.ofEpochSecond(Long.parseLong(fields[3]));
        return Optional.of(new KeptRef(fields[0], commit, committed, onTarget, run, feature, isUnfinished));
    }

    /** Removes refs that are still what they are believed to be, all or none. */
    public void delete(List<KeptRef> refs) {
        if (refs.isEmpty()) {
            return;
        }
        String commands = refs.stream()
                .map(ref -> "option no-deref\ndelete " + ref.name() + " " + ref.commit() + "\n")
                .collect(Collectors.joining());
        GitAnswer answer = git.ask(commands.getBytes(UTF_8), List.of("update-ref", "--stdin"));
        if (!answer.succeeded()) {
            throw new RepositoryFailed("cannot remove refs below " + PREFIX + " in " + git.directory() + ": "
                    + answer.error() + "; look again with 'coord clean'");
        }
    }
}
