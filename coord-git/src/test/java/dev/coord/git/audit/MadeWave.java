package dev.coord.git.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.command.Git;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A real repository in which commits have any names and modes, also ones that git itself never makes. */
final class MadeWave {

    static final String FILE = "100644";
    static final String LINK = "120000";
    static final String GITLINK = "160000";

    final Git git;
    private final List<FeatureTip> tips = new ArrayList<>();
    private Optional<Candidate> candidate = Optional.empty();
    private CommitId base = new CommitId("0".repeat(40));

    MadeWave(Path directory) {
        new Git(directory).run("init", "--quiet", "--initial-branch=main", ".");
        git = new Git(directory)
                .with(Map.of(
                        "GIT_AUTHOR_NAME", "a",
                        "GIT_AUTHOR_EMAIL", "a@localhost",
                        "GIT_COMMITTER_NAME", "a",
                        "GIT_COMMITTER_EMAIL", "a@localhost"));
    }

    /** The files of a commit, by paths of one character for each byte. */
    static final class Files extends TreeMap<String, String[]> {

        private static final long serialVersionUID = 1;

        Files() {}

        Files(Files other) {
            super(other);
        }

        Files file(String path, String content) {
            return with(path, FILE, content);
        }

        Files with(String path, String mode, String content) {
            put(raw(path), new String[] {mode, content});
            return this;
        }

        Files rawFile(String path) {
            put(path, new String[] {FILE, "x"});
            return this;
        }

        Files without(String path) {
            remove(raw(path));
            return this;
        }

        private static String raw(String path) {
            return new String(path.getBytes(UTF_8), ISO_8859_1);
        }
    }

    CommitId commit(Files files, CommitId... parents) {
        List<String> command = new ArrayList<>(List.of("commit-tree", "-m", "made", tree(files, "")));
        for (CommitId parent : parents) {
            command.addAll(List.of("-p", parent.value()));
        }
        return new CommitId(git.run(command.toArray(String[]::new)).line());
    }

    CommitId begin(Files files) {
        base = commit(files);
        return base;
    }

    MadeWave branch(String feature, CommitId tip) {
        tips.add(new FeatureTip(new FeatureId(feature), "digest", tip));
        return this;
    }

    MadeWave branch(String feature, Files files) {
        return branch(feature, commit(files, base));
    }

    WaveAudit.Found found(CommitId target) {
        CommitId chain = target;
        for (FeatureTip tip : tips) {
            String merged = git.run(
                            "merge-tree",
                            "--write-tree",
                            chain.value(),
                            tip.tip().value())
                    .line();
            chain = new CommitId(git.run(
                            "commit-tree",
                            "-m",
                            "merge",
                            merged,
                            "-p",
                            chain.value(),
                            "-p",
                            tip.tip().value())
                    .line());
        }
        WaveWork work = new WaveWork(new RunId("r1"), 0, "refs/heads/main", tips);
        candidate = Optional.of(new Candidate(work, target, chain));
        return again();
    }

    /** Looks once more at what was merged. */
    WaveAudit.Found again() {
        return new WaveAudit(git).of(candidate.orElseThrow());
    }

    WaveAudit.Found found() {
        return found(base);
    }

    /** As bytes, since no command of git's takes every name. */
    private String tree(Files files, String prefix) {
        TreeMap<String, String> entries = new TreeMap<>();
        files.forEach((path, what) -> {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                int end = rest.indexOf('/');
                if (end < 0) {
                    entries.put(rest, what[0] + ' ' + rest + '\0' + object(what));
                } else {
                    String name = rest.substring(0, end);
                    entries.computeIfAbsent(
                            name + '/', slash -> "40000 " + name + '\0' + bytes(tree(files, prefix + name + '/')));
                }
            }
        });
        byte[] content = String.join("", entries.values()).getBytes(ISO_8859_1);
        return git.run(content, List.of("hash-object", "-t", "tree", "-w", "--stdin", "--literally"))
                .line();
    }

    private String object(String[] what) {
        return bytes(
                what[0].equals(GITLINK)
                        ? what[1]
                        : git.run(what[1].getBytes(UTF_8), List.of("hash-object", "-w", "--stdin"))
                                .line());
    }

    private static String bytes(String id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(id));
        return out.toString(ISO_8859_1);
    }
}
