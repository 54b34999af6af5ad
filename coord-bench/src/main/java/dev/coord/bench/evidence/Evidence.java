package dev.coord.bench.evidence;

import dev.coord.bench.evidence.MergeTool.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Asks the tools for each file, counts their answers, and writes the versions side by side, so that they can be read and judged. */
public final class Evidence {
    private static final Pattern NAMED = Pattern.compile("'.*'|line [-0-9]+");
    private static final int MOST_REASONS = 40;

    private final Path directory;
    private final List<MergeTool> tools = List.of(MergeTool.COORD, MergeTool.UNION, MergeTool.WIGGLE);
    private final Map<MergeTool, int[]> files = new EnumMap<>(MergeTool.class);
    private final Map<MergeTool, int[]> pairs = new EnumMap<>(MergeTool.class);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Taken> times = new ArrayList<>();
    private int number;

    /** How long coord took for a file. */
    private record Taken(long nanos, int bytes, String page) {}

    /** Evidence that is written to a directory. */
    public Evidence(Path directory) {
        this.directory = directory;
        tools.forEach(tool -> {
            files.put(tool, new int[Verdict.values().length]);
            pairs.put(tool, new int[Verdict.values().length]);
        });
    }

    /** Whether git merges a file. */
    public boolean isMergedByGit(ConflictedFile file) throws IOException, InterruptedException {
        return MergeTool.GIT.merge(file, scratch()).merged().isPresent();
    }

    /** Asks for all the files of a pair, of which git merges none. */
    public void add(Collection<ConflictedFile> pair) throws IOException, InterruptedException {
        Map<MergeTool, Verdict> worst = new EnumMap<>(MergeTool.class);
        for (ConflictedFile file : pair) {
            Path page = Files.createDirectories(directory.resolve(String.format("%05d", ++number)));
            StringBuilder told =
                    new StringBuilder(file.pair() + "\n" + file.path().value() + "\n");
            for (MergeTool tool : tools) {
                long begun = System.nanoTime();
                Answer answer = tool.merge(file, scratch());
                if (tool == MergeTool.COORD) {
                    times.add(new Taken(
                            System.nanoTime() - begun, file.ours().length, page.getFileName() + " " + file.path()));
                }
                Verdict verdict = Verdict.of(answer.merged(), file.people());
                files.get(tool)[verdict.ordinal()]++;
                worst.merge(tool, verdict, (one, two) -> one.compareTo(two) > 0 ? one : two);
                told.append(tool)
                        .append(' ')
                        .append(verdict)
                        .append(' ')
                        .append(answer.why())
                        .append('\n');
                if (answer.merged().isPresent()) {
                    Files.write(page.resolve(tool.name()), answer.merged().get());
                }
                if (tool == MergeTool.COORD && verdict == Verdict.REFUSED) {
                    reasons.merge(NAMED.matcher(answer.why()).replaceAll("..."), 1, Integer::sum);
                }
            }
            Files.write(page.resolve("base"), file.base().orElse(new byte[0]));
            Files.write(page.resolve("ours"), file.ours());
            Files.write(page.resolve("theirs"), file.theirs());
            Files.write(page.resolve("people"), file.people());
            Files.writeString(page.resolve("about"), told);
        }
        worst.forEach((tool, verdict) -> pairs.get(tool)[verdict.ordinal()]++);
    }

    private Path scratch() throws IOException {
        return Files.createDirectories(directory.resolve("scratch"));
    }

    /** Prints the counts. */
    public void print(String pairsAre) {
        print(pairsAre, pairs);
        print("files", files);
        printTimes();
        System.out.println("\nwhy coord refuses:");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_REASONS)
                .forEach(reason -> System.out.printf("%6d %s%n", reason.getValue(), reason.getKey()));
    }

    private void printTimes() {
        if (times.isEmpty()) {
            return;
        }
        times.sort(Comparator.comparingLong(Taken::nanos));
        Taken most = times.get(times.size() - 1);
        System.out.printf(
                "%na structured merge takes ms: p50 %.1f, p99 %.1f, max %.1f (%s, %d bytes)%n",
                milliseconds(times.size() / 2),
                milliseconds(times.size() * 99 / 100),
                milliseconds(times.size() - 1),
                most.page(),
                most.bytes());
    }

    private double milliseconds(int at) {
        return times.get(at).nanos() / 1e6;
    }

    private static void print(String what, Map<MergeTool, int[]> counts) {
        System.out.println(
                "\n| " + what + " | in conflict | equal | other order | other layout | different | refused |");
        System.out.println("|---|---|---|---|---|---|---|");
        counts.forEach((tool, count) -> System.out.printf(
                "| %s | %d | %d | %d | %d | %d | %d |%n",
                tool, IntStream.of(count).sum(), count[0], count[1], count[2], count[3], count[4]));
    }
}
