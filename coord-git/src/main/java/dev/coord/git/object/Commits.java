package dev.coord.git.object;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.git.command.Git;
import dev.coord.git.command.ObjectReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes commits without a work tree, and tells which a repository has. */
public final class Commits {

    private static final int FIELDS = 3;

    private Commits() {}

    public static CommitId make(Git git, CommitId tree, List<CommitId> parents, String message) {
        List<String> arguments = new ArrayList<>(List.of("commit-tree", "-F", "-"));
        parents.forEach(parent -> arguments.addAll(List.of("-p", parent.value())));
        arguments.add(tree.value());
        return new CommitId(git.run(message.getBytes(UTF_8), arguments).line());
    }

    public static RawCommit read(Git git, CommitId commit) {
        return RawObject.read(git, List.of(commit.value())).stream()
                .map(RawCommit::of)
                .findFirst()
                .orElseThrow(() -> new RepositoryFailed("there is no commit " + commit + " in " + git.directory()
                        + "; restore it, for example with 'git fetch', and run again"));
    }

    /** Reads many, and keeps what the function makes of each, in their order. */
    public static <T> List<T> read(Git git, List<String> ids, Function<RawCommit, Optional<T>> what) {
        return RawObject.portions(ids).stream()
                .flatMap(portion -> RawObject.read(git, portion).stream())
                .map(RawCommit::of)
                .flatMap(commit -> what.apply(commit).stream())
                .toList();
    }

    /** The contents of files, by their ids. */
    public static Map<String, String> contents(Git git, Collection<String> blobs) {
        Map<String, String> contents = new HashMap<>();
        RawObject.read(git, blobs).forEach(object -> contents.put(object.id(), object.content()));
        return contents;
    }

    /** The objects that names stand for, none where there is none; an empty list where that takes a process. */
    public static List<Optional<String>> named(Git git, List<String> names) {
        return git.reader()
                .flatMap(reader -> reader.info(names))
                .<List<Optional<String>>>map(found -> found.stream()
                        .map(answer -> answer.map(ObjectReader.Answer::id))
                        .toList())
                .orElse(List.of());
    }

    /** Those of the ids that are commits the repository has. */
    public static List<CommitId> present(Git git, Collection<String> ids) {
        return known(git, ids)
                .filter(fields -> fields[1].equals("commit"))
                .map(fields -> new CommitId(fields[0]))
                .toList();
    }

    /** Those of the ids that are contents of files the repository has. */
    public static Set<String> blobs(Git git, Collection<String> ids) {
        return blobs(git, ids, Long.MAX_VALUE);
    }

    /** The same, without those of more bytes. */
    public static Set<String> blobs(Git git, Collection<String> ids, long largest) {
        return known(git, ids)
                .filter(fields -> fields[1].equals("blob") && Long.parseLong(fields[2]) <= largest)
                .map(fields -> fields[0])
                .collect(Collectors.toSet());
    }

    private static Stream<String[]> known(Git git, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Stream.empty();
        }
        List<String> wanted = List.copyOf(ids);
        Optional<List<Optional<ObjectReader.Answer>>> found =
                git.reader().flatMap(reader -> reader.info(wanted)).filter(all -> RawObject.isWhole(git, all));
        if (found.isPresent()) {
            return found.get().stream().flatMap(Optional::stream).map(answer ->
                    new String[] {answer.id(), answer.type(), Long.toString(answer.size())});
        }
        String asked = ids.stream().map(id -> id + "\n").collect(Collectors.joining());
        return git
                .run(
                        asked.getBytes(US_ASCII),
                        List.of("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"))
                .lines()
                .stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length == FIELDS); // not where the object is missing
    }
}
