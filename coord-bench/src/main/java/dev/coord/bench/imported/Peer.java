package dev.coord.bench.imported;

import dev.coord.content.json.JsonData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What another tool sees.
 *
 * @param name the tool
 * @param imports by the importing file, only of files that are there
 * @param seconds the processor time it took, its start included
 */
record Peer(String name, SortedMap<String, SortedSet<String>> imports, double seconds) {

    private static final Pattern TIME = Pattern.compile("(?m)^(user|sys) ([0-9.]+)$");

    /** madge 8.0 as it comes, with the endings of TypeScript. */
    static Peer madge(Path tools, Path directory) throws IOException, InterruptedException {
        Ran ran = run(tools, directory, "madge --json --extensions ts,tsx,js,jsx,mjs,cjs,mts,cts .");
        SortedMap<String, SortedSet<String>> imports = new TreeMap<>();
        ran.answer().members().forEach((file, all) -> imports.put(file, present(directory, all.texts())));
        return new Peer("madge", imports, ran.seconds());
    }

    /** dependency-cruiser 17.4 with what is imported for types only, which it leaves out otherwise. */
    static Peer cruiser(Path tools, Path directory) throws IOException, InterruptedException {
        Ran ran = run(tools, directory, "depcruise --no-config --ts-pre-compilation-deps --output-type json .");
        SortedMap<String, SortedSet<String>> imports = new TreeMap<>();
        for (JsonData module : ran.answer().get("modules").entries()) {
            List<String> resolved = module.get("dependencies").entries().stream()
                    .map(one -> one.get("resolved").text())
                    .toList();
            imports.put(module.get("source").text(), present(directory, resolved));
        }
        imports.keySet().removeIf(file -> !Files.isRegularFile(directory.resolve(file)));
        return new Peer("dependency-cruiser", imports, ran.seconds());
    }

    private static SortedSet<String> present(Path directory, List<String> files) {
        SortedSet<String> present = new TreeSet<>(files);
        present.removeIf(file -> file.contains("node_modules/") || !Files.isRegularFile(directory.resolve(file)));
        return present;
    }

    private record Ran(JsonData answer, double seconds) {}

    private static Ran run(Path tools, Path directory, String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("peer", ".json");
        Path times = Files.createTempFile("peer", ".txt");
        Process process = new ProcessBuilder(
                        "bash", "-c", "time -p \"$0\"/node_modules/.bin/" + command, tools.toString())
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(times.toFile())
                .start();
        process.waitFor();
        double seconds = TIME.matcher(Files.readString(times))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(2)))
                .sum();
        JsonData answer = JsonData.read(Files.readString(out)).orElse(JsonData.NONE);
        if (answer.members().equals(Map.of())) {
            throw new IOException("'" + command + "' said nothing: " + Files.readString(times));
        }
        return new Ran(answer, seconds);
    }
}
