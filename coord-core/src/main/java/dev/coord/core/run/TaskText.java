package dev.coord.core.run;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.SafeText;
import dev.coord.core.run.text.CodeSpan;
import dev.coord.core.run.text.Fenced;
import dev.coord.lock.Lease;
import dev.coord.lock.PathLock;
import dev.coord.plan.Feature;
import dev.coord.run.AgentTask;
import dev.coord.state.ClaimOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A task in Markdown, as its agent reads it. */
public final class TaskText {

    private static final Fenced CHECK = new Fenced("sh", 100, 10_000, "; the feature's `check` has all of it");

    private TaskText() {}

    /**
     * Writes the task: title and description word for word, since they are what is asked; names and subjects, which others wrote,
     * as code or on one line. The feedback, where there is any, stands at its end.
     *
     * @param task what is asked, with its feedback
     * @param landed subjects of the commits of prerequisites that have landed, by feature
     * @param coord how the agent calls coord from where it works
     * @return Markdown, which a line feed ends
     */
    public static String of(AgentTask task, SortedMap<FeatureId, List<String>> landed, String coord) {
        String text = text(
                task.feature(),
                task.lease(),
                earlier(task),
                meetings(task),
                landed,
                coord + " lock acquire",
                lockOptions(task.agent(), task.feature().id(), task.timeout()));
        return task.feedback().isEmpty() ? text : text + "\n" + task.feedback();
    }

    /**
     * Writes the task of whoever claimed a feature by itself: there is no run, so what has landed is not told.
     *
     * @param claimed what was claimed
     * @param directory the coordination directory, which the command that asks for more locks names
     * @param coord how the agent calls coord from wherever it works
     * @return Markdown, which a line feed ends
     */
    public static String of(ClaimOutcome.Claimed claimed, String directory, String coord) {
        Lease lease = claimed.lease();
        return text(
                claimed.feature(),
                lease,
                List.of(),
                List.of(),
                Collections.emptySortedMap(),
                coord + " lock acquire --dir " + SafeText.shellWord(directory),
                lockOptions(lease.agent(), lease.feature(), lease.ttl()));
    }

    private static String text(
            Feature feature,
            Lease lease,
            List<String> earlier,
            List<String> meetings,
            SortedMap<FeatureId, List<String>> landed,
            String lockCommand,
            String lockOptions) {
        List<String> parts = new ArrayList<>();
        parts.add("# " + feature.title().orElse("Feature " + feature.id()));
        feature.description().ifPresent(parts::add);
        parts.addAll(earlier);
        parts.add("## What you may write");
        parts.addAll(writes(feature, lease));
        changes(feature).forEach(parts::add);
        parts.addAll(meetings);
        parts.add("## What you may read");
        parts.add(reads(feature));
        feature.check().ifPresent(command -> parts.add(check(command)));
        if (!landed.isEmpty()) {
            parts.add("## What has landed before");
            parts.add(landed(landed));
        }
        parts.add("## How to ask for more locks");
        parts.add(
                "Other agents work on other features at the same time. Before you write a path that is not listed above, ask for"
                        + " its lock, in this work tree:");
        parts.add("    " + lockCommand + lockOptions);
        parts.add(
                "Exit code 0 means that you may write it. Otherwise another agent has it: leave the path as it is, or ask again"
                        + " later.");
        return String.join("\n\n", parts) + "\n";
    }

    /** Where to look for what others do meanwhile. */
    private static List<String> meetings(AgentTask task) {
        return task
                .radarFile()
                .map(Object::toString)
                .map(file -> "Look into " + CodeSpan.of(file)
                        + " now and then: it tells which of your lines conflict with what others write at the same time, and is empty"
                        + " as long as none do.")
                .stream()
                .toList();
    }

    /** What became of the feature before this call of its agent. */
    private static List<String> earlier(AgentTask task) {
        List<String> parts = new ArrayList<>();
        if (!task.feedback().isEmpty() || task.earlier().isPresent()) {
            parts.add("## What has been before");
        }
        if (!task.feedback().isEmpty()) {
            parts.add((task.resolves() ? "This feature was made" : "You made this feature before")
                    + ", and it did not land: the end of this text says why, and what is to be done.");
        }
        task.earlier()
                .ifPresent(failure -> parts.add("An attempt at this feature failed: " + SafeText.line(failure.reason())
                        + "."
                        + (failure.kept().isEmpty()
                                ? ""
                                : " What it made is not in this work tree but kept at " + CodeSpan.of(failure.kept())
                                        + ".")));
        task.earlier()
                .filter(failure -> failure.kept().startsWith("refs/"))
                .ifPresent(failure -> parts.add("    git diff HEAD..." + SafeText.shellWord(failure.kept())));
        return parts;
    }

    private static List<String> writes(Feature feature, Lease lease) {
        List<RepoPath> shared = feature.fileWrites().stream()
                .filter(path -> lease.locks().stream().anyMatch(lock -> isShared(lock, path)))
                .toList();
        List<RepoPath> own = feature.fileWrites().stream()
                .filter(path -> !shared.contains(path))
                .toList();
        List<String> parts = new ArrayList<>();
        if (feature.fileWrites().isEmpty()) {
            parts.add("No path is declared, so you hold no lock.");
        }
        if (!own.isEmpty()) {
            parts.add("You hold the locks of these paths:\n\n" + list(own));
        }
        if (!shared.isEmpty()) {
            parts.add(
                    "You may write these as well, but other agents may write them at the same time, and git merges what you all"
                            + " made: change only the lines that you need to.\n\n" + list(shared));
        }
        return parts;
    }

    /** Who declares to write and holds a lock to read lets others do the same. */
    private static boolean isShared(PathLock lock, RepoPath path) {
        return lock.path().equals(path) && lock.operation() == PathLock.Operation.READ;
    }

    private static List<String> changes(Feature feature) {
        List<String> changes = new ArrayList<>();
        if (!feature.schemaChanges().isEmpty()) {
            changes.add("You may create or modify these tables: " + codes(feature.schemaChanges()) + ".");
        }
        if (!feature.sharedResources().isEmpty()) {
            changes.add("You use, together with others: " + codes(feature.sharedResources()) + ".");
        }
        return changes;
    }

    private static String reads(Feature feature) {
        return "Everything in this work tree."
                + (feature.fileReads().isEmpty() ? "" : " The feature builds on:\n\n" + list(feature.fileReads()));
    }

    private static String check(String command) {
        return "## How to tell whether it works\n\nThis command has to end with exit status 0 at the root of this work tree:\n\n"
                + CHECK.of(command).stripTrailing();
    }

    private static String landed(SortedMap<FeatureId, List<String>> landed) {
        List<String> lines = new ArrayList<>();
        landed.forEach((id, subjects) -> {
            lines.add("- " + CodeSpan.of(id.value()));
            subjects.forEach(subject -> lines.add("  - " + SafeText.line(subject)));
        });
        return String.join("\n", lines);
    }

    private static String lockOptions(AgentId agent, FeatureId feature, Duration ttl) {
        return " --agent " + SafeText.shellWord(agent.value()) + " --feature " + SafeText.shellWord(feature.value())
                + " --ttl " + Math.max(1, ttl.toSeconds()) + "s --wait 30s --write PATH";
    }

    private static String list(Collection<RepoPath> paths) {
        return paths.stream().map(path -> "- " + CodeSpan.of(path.value())).collect(Collectors.joining("\n"));
    }

    private static String codes(Collection<String> names) {
        return names.stream().map(CodeSpan::of).collect(Collectors.joining(", "));
    }
}
