package dev.coord.git.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import dev.coord.plan.FeatureId;
import dev.coord.run.Undone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds what work takes back of what other features landed before it was begun. A merge does not tell: to git, an agent
 * that copied an old state of a file over the new one has made a change like any other.
 */
public final class TakenBack {

    private static final int MOST_FILES = 200;
    private static final long LARGEST = 256 << 10;

    private final Git git;

    private TakenBack(Git git) {
        this.git = git;
    }

    /** How one file differs between two states; a blob of zeros where it is not there. */
    private record Change(GitPath path, String before, String after) {

        boolean deletes() {
            return isAbsent(after);
        }

        static boolean isAbsent(String blob) {
            return blob.chars().allMatch(digit -> digit == '0');
        }
    }

    /** What a feature changed when it landed. */
    private record Landed(FeatureId feature, Change change) {}

    public static List<Undone> find(Git git, CommitId base, CommitId tip, FeatureId self) {
        TakenBack search = new TakenBack(git);
        Map<GitPath, Change> changes = new HashMap<>();
        search.changes(base, tip).forEach(change -> changes.put(change.path(), change));
        Map<GitPath, List<Landed>> landed = search.landed(base, changes.keySet(), self);
        landed.keySet().removeAll(search.moved(base, tip));
        Map<String, List<String>> lines = search.lines(changes, landed);
        List<Undone> found = new ArrayList<>();
        landed.forEach((path, earlier) -> undone(Objects.requireNonNull(changes.get(path)), earlier, lines)
                .ifPresent(found::add));
        return found;
    }

    private static Optional<Undone> undone(Change change, List<Landed> earlier, Map<String, List<String>> lines) {
        String path = change.path().text();
        if (change.deletes()) {
            List<FeatureId> makers =
                    features(earlier, landed -> !landed.change().deletes());
            return makers.isEmpty() ? Optional.empty() : Optional.of(new Undone(path, Undone.How.DELETES, makers));
        }
        for (int i = 0; i < earlier.size(); i++) {
            if (earlier.get(i).change().before().equals(change.after())) {
                return Optional.of(
                        new Undone(path, Undone.How.REVERTS, features(earlier.subList(0, i + 1), landed -> true)));
            }
        }
        List<FeatureId> features = features(earlier, landed -> removesAll(change, landed.change(), lines));
        return features.isEmpty()
                ? Optional.empty()
                : Optional.of(new Undone(path, Undone.How.REMOVES_LINES, features));
    }

    private static boolean removesAll(Change change, Change landed, Map<String, List<String>> lines) {
        Set<String> added = new HashSet<>(lines.getOrDefault(landed.after(), List.of()));
        added.removeAll(lines.getOrDefault(landed.before(), List.of()));
        added.retainAll(lines.getOrDefault(change.before(), List.of()));
        return !added.isEmpty()
                && lines.containsKey(change.after())
                && lines.get(change.after()).stream().noneMatch(added::contains);
    }

    private static List<FeatureId> features(List<Landed> landed, Predicate<Landed> which) {
        return new ArrayList<>(landed.stream()
                .filter(which)
                .map(Landed::feature)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private List<Change> changes(CommitId base, CommitId tip) {
        Iterator<String> fields = git.run("diff-tree", "-r", "-z", "--no-renames", base.value(), tip.value())
                .rawFields()
                .iterator();
        List<Change> changes = new ArrayList<>();
        while (fields.hasNext()) {
            changes.add(change(fields.next(), fields.next()));
        }
        return changes;
    }

    /** Files that are there under another name take nothing back. */
    private Set<GitPath> moved(CommitId base, CommitId tip) {
        List<GitPath> fields = git.run(
                        "diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", base.value(), tip.value())
                .paths();
        Set<GitPath> moved = new HashSet<>();
        for (int i = 1; i < fields.size(); i += 3) {
            moved.add(fields.get(i));
        }
        return moved;
    }

    /** Other features' landings of each path, latest first. */
    private Map<GitPath, List<Landed>> landed(CommitId base, Collection<GitPath> paths, FeatureId self) {
        Map<GitPath, List<Landed>> landed = new TreeMap<>();
        List<GitPath> named =
                paths.stream().filter(path -> path.raw().indexOf('\n') < 0).toList();
        if (named.isEmpty()) {
            return landed;
        }
        String input =
                base + "\n--\n" + named.stream().map(path -> path.raw() + "\n").collect(Collectors.joining());
        Iterator<String> fields = log(input).rawFields().iterator();
        Optional<FeatureId> feature = Optional.empty();
        while (fields.hasNext()) {
            String field = fields.next().strip();
            if (field.startsWith(":")) {
                Change change = change(field, fields.next());
                feature.filter(other -> !other.equals(self))
                        .ifPresent(other -> landed.computeIfAbsent(change.path(), path -> new ArrayList<>())
                                .add(new Landed(other, change)));
            } else {
                feature = LandedFeatures.feature(new GitPath(field).text());
            }
        }
        return landed;
    }

    private GitAnswer log(String input) {
        return git.with(Map.of("GIT_LITERAL_PATHSPECS", "1"))
                .run(
                        input.getBytes(ISO_8859_1),
                        List.of(
                                "log",
                                "--stdin",
                                "-z",
                                "--first-parent",
                                "--merges",
                                "--diff-merges=first-parent",
                                "--raw",
                                "--no-renames",
                                "--no-abbrev",
                                "--encoding=UTF-8",
                                "--grep=^" + LandedFeatures.FEATURE + ": ",
                                "--format=%x00" + LandedFeatures.value(LandedFeatures.FEATURE)));
    }

    /** The lines of every state that has to be compared; files that are large, or far too many, are not. */
    private Map<String, List<String>> lines(Map<GitPath, Change> changes, Map<GitPath, List<Landed>> landed) {
        Set<String> ids = new TreeSet<>();
        landed.entrySet().stream().limit(MOST_FILES).forEach(entry -> {
            entry.getValue()
                    .forEach(one -> ids.addAll(
                            List.of(one.change().before(), one.change().after())));
            Change change = Objects.requireNonNull(changes.get(entry.getKey()));
            ids.addAll(List.of(change.before(), change.after()));
        });
        ids.removeIf(Change::isAbsent);
        String small = ids.isEmpty()
                ? ""
                : batch(ids.stream().map(id -> id + "\n").collect(Collectors.joining()), "--batch-check")
                        .lines()
                        .stream()
                        .map(line -> line.split(" ", -1))
                        .filter(fields -> fields[1].equals("blob") && Long.parseLong(fields[2]) <= LARGEST)
                        .map(fields -> fields[0] + "\n")
                        .collect(Collectors.joining());
        return small.isEmpty() ? Map.of() : contents(batch(small, "--batch").raw());
    }

    private static Map<String, List<String>> contents(String answer) {
        Map<String, List<String>> contents = new HashMap<>();
        int at = 0;
        while (at < answer.length()) {
            int start = answer.indexOf('\n', at) + 1;
            String[] header = answer.substring(at, start - 1).split(" ", -1);
            int end = start + Integer.parseInt(header[2]);
            contents.put(
                    header[0],
                    answer.substring(start, end)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList());
            at = end + 1;
        }
        return contents;
    }

    private GitAnswer batch(String ids, String option) {
        return git.run(ids.getBytes(US_ASCII), List.of("cat-file", option));
    }

    private static Change change(String record, String path) {
        String[] fields = record.strip().split(" ", -1);
        return new Change(new GitPath(path), fields[2], fields[3]);
    }
}
