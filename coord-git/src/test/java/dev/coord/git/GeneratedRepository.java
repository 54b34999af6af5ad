package dev.coord.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.GeneratedTree.Entry;
import dev.coord.git.command.Git;
import dev.coord.merge.FeatureTip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A repository with all that git merges, and branches that began at its first commit or on each other.
 *
 * @param target what was changed on the target after that
 * @param settings the user's, each {@code name=value}
 */
record GeneratedRepository(List<GeneratedChange> target, List<Branch> branches, List<String> settings) {

    static final List<String> FILES = List.of(
            "a.txt",
            "dir/b c.txt",
            "dir/in/\"q'\n.txt",
            "dir/in/\u00fc\u00ff",
            "dir/windows.bat",
            "union.txt",
            "driven.txt",
            "whole.txt",
            "data.bin",
            "tool.sh",
            "link");

    static final List<String> NEW_NAMES = List.of("new.txt", "dir/new", "dir/in/n w", "a.txt/below", "dir", "A.TXT");

    static final List<String> ATTRIBUTES = List.of(
            "*.txt merge=union",
            "a.txt -merge",
            "/dir/** merge=driven",
            "* !merge",
            "*.bin merge=text",
            "*.txt binary");

    /** Of the repository in {@code lib/other}: two after the first one, one beside them, and one that is not there. */
    static final List<String> COMMITS = commits();

    static final String LINES =
            IntStream.range(0, 12).mapToObj(i -> "line " + i + "\n").reduce("", String::concat);

    /** Takes every line of both sides once, and refuses where one of them is an x. */
    private static final String DRIVER =
            "sort -u \"$1\" \"$2\" > \"$1.new\" && mv \"$1.new\" \"$1\" && ! grep -q x \"$1\"\n";

    /**
     * What somebody made.
     *
     * @param onto the branch it began on, counted from the one before it, which is 1; 0 for the first commit
     * @param merged one that was merged into it, counted so
     * @param changes one commit for each list
     */
    record Branch(int onto, int merged, List<List<GeneratedChange>> changes) {}

    private static List<String> commits() {
        Path directory = TemplateRepository.temporary();
        List<String> commits = new ArrayList<>(other(directory));
        commits.add("1".repeat(40));
        return commits;
    }

    /** The repository that a gitlink names, which has the same commits wherever it is made. */
    private static List<String> other(Path directory) {
        return Scripts.run(directory, """
                git init --quiet --initial-branch=main
                begin() { echo "commit $1"; echo 'committer A <a@b> 1700000000 +0000'; echo 'data 1'; echo "$2"; }
                { begin refs/heads/main 0; begin refs/heads/side 1; echo 'from refs/heads/main'; echo
                begin refs/heads/main 2; begin refs/heads/main 3; echo done; } | git fast-import --quiet --done
                git reset --quiet --hard
                git rev-parse main~2 main~1 main side
                """).lines().toList();
    }

    /** Then files that nothing changes are others once an attribute says so, for git as well. */
    boolean convertsLineEnds() {
        return settings.contains("core.autocrlf=true");
    }

    /** Makes it in a repository that has commits already. */
    List<FeatureTip> in(Sandbox sandbox) {
        settings.forEach(setting -> sandbox.git("config", setting.split("=")[0], setting.split("=")[1]));
        sandbox.git("config", "merge.driven.driver", "sh ./tools/driver %A %B");
        new Git(sandbox.directory).run(commands().getBytes(ISO_8859_1), List.of("fast-import", "--quiet", "--force"));
        sandbox.git("reset", "--quiet", "--hard", Sandbox.MAIN);
        sandbox.git("clean", "-ffdxq");
        return sandbox.git(
                        "for-each-ref",
                        "--sort=refname",
                        "--format=%(objectname) %(refname:lstrip=3)",
                        "refs/heads/made")
                .lines()
                .map(line -> line.split(" "))
                .map(fields -> new FeatureTip(new FeatureId(fields[1]), "digest", new CommitId(fields[0])))
                .toList();
    }

    private String commands() {
        GeneratedTree first = first();
        StringBuilder commands = new StringBuilder();
        commit(commands, "refs/heads/first", "", first);
        GeneratedTree main = first.copy();
        target.forEach(change -> change.applyTo(main));
        commit(commands, Sandbox.MAIN, "from refs/heads/first\n", main);
        List<GeneratedTree> made = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            int below = i - branch.onto();
            boolean isStacked = branch.onto() > 0 && below >= 0;
            GeneratedTree tree = (isStacked ? made.get(below) : first).copy();
            String parents = "from " + (isStacked ? name(below) : "refs/heads/first") + "\n";
            int other = i - branch.merged();
            if (branch.merged() > 0 && other >= 0 && !(isStacked && other == below)) {
                branches.get(other).changes().forEach(list -> list.forEach(change -> change.applyTo(tree)));
                parents += "merge " + name(other) + "\n";
            }
            for (List<GeneratedChange> changes : branch.changes()) {
                changes.forEach(change -> change.applyTo(tree));
                commit(commands, name(i), parents, tree);
                parents = "";
            }
            made.add(tree);
        }
        return commands.append("done\n").toString();
    }

    private static String name(int branch) {
        return "refs/heads/made" + "/" + (char) ('a' + branch);
    }

    private static void commit(StringBuilder commands, String ref, String parents, GeneratedTree tree) {
        commands.append("commit ").append(ref).append("\ncommitter A <a@b> 1700000000 +0000\ndata 1\nm\n");
        commands.append(parents).append(tree.commands()).append('\n');
    }

    private static GeneratedTree first() {
        GeneratedTree tree = new GeneratedTree();
        FILES.forEach(path -> tree.put(path, new Entry(Entry.FILE, LINES)));
        tree.put("dir/windows.bat", new Entry(Entry.FILE, LINES.replace("\n", "\r\n")));
        tree.put("data.bin", new Entry(Entry.FILE, "\0" + LINES));
        tree.put("tool.sh", new Entry(Entry.PROGRAM, LINES));
        tree.put("link", new Entry(Entry.LINK, "a.txt"));
        tree.put("lib/other", new Entry(Entry.REPOSITORY, COMMITS.get(0)));
        tree.put("tools/driver", new Entry(Entry.FILE, DRIVER));
        tree.put(
                ".gitattributes",
                new Entry(Entry.FILE, "union.txt merge=union\nwhole.txt -merge\ndriven.txt merge=driven\n"));
        return tree;
    }

    static Arbitrary<GeneratedRepository> any() {
        Arbitrary<List<GeneratedChange>> changes =
                GeneratedChange.any().list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Branch> branch = Combinators.combine(
                        Arbitraries.of(0, 0, 0, 0, 1, 2),
                        Arbitraries.of(0, 0, 0, 0, 1, 2),
                        changes.list().ofMinSize(1).ofMaxSize(2))
                .as(Branch::new);
        return Combinators.combine(
                        GeneratedChange.any().list().ofMaxSize(2),
                        branch.list().ofMinSize(2).ofMaxSize(6),
                        Arbitraries.of(
                                        "diff.algorithm=histogram",
                                        "merge.renormalize=true",
                                        "merge.conflictStyle=zdiff3",
                                        "core.autocrlf=true")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(1))
                .as(GeneratedRepository::new);
    }
}
