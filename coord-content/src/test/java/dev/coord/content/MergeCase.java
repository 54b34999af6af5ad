package dev.coord.content;

import dev.coord.RepoPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A case of a file in {@code cases}: {@code === name (path) flags}, then the versions behind {@code --- base}, {@code ours} and
 * {@code theirs}, then {@code --- merged} or {@code --- refused: words of the reason}. {@code crlf},
 * {@code bom} and {@code unended} are how the
 * versions are written; {@code --- base} is left out where both sides added the file.
 *
 * @param name what it shows
 * @param path the file
 * @param base the base, if there is one
 * @param ours the target's version
 * @param theirs the other
 * @param merged what is expected; nothing for a refusal
 * @param refused what its reason says
 * @param eitherWay whether a refusal is one with the sides exchanged, too; flag {@code one way} where it need not be
 */
record MergeCase(
        String name,
        RepoPath path,
        Optional<byte[]> base,
        byte[] ours,
        byte[] theirs,
        Optional<String> merged,
        String refused,
        boolean eitherWay) {

    static List<MergeCase> of(String file) {
        List<MergeCase> cases = new ArrayList<>();
        for (String text : read(file).split("(?m)^=== ", -1)) {
            if (!text.isBlank()) {
                cases.add(parse(text));
            }
        }
        return cases;
    }

    private static MergeCase parse(String text) {
        String header = text.lines().findFirst().orElseThrow();
        String name = header.substring(0, header.indexOf(" ("));
        String path = header.substring(header.indexOf(" (") + 2, header.indexOf(')'));
        String flags = header.substring(header.indexOf(')') + 1);
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        for (String line : text.lines().skip(1).toList()) {
            if (line.startsWith("--- ")) {
                part = new StringBuilder();
                parts.put(line.substring(4), part);
            } else {
                part.append(line).append('\n');
            }
        }
        String outcome = parts.keySet().stream()
                .filter(key -> key.startsWith("refused") || key.equals("merged"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name));
        Optional<String> merged =
                Optional.ofNullable(parts.get("merged")).map(found -> written(found.toString(), flags));
        return new MergeCase(
                name,
                new RepoPath(path),
                Optional.ofNullable(parts.get("base")).map(found -> bytes(written(found.toString(), flags))),
                bytes(written(parts.get("ours").toString(), flags)),
                bytes(written(parts.get("theirs").toString(), flags)),
                merged,
                outcome.replaceFirst("refused:? ?", ""),
                !flags.contains("one way"));
    }

    private static String written(String text, String flags) {
        String ended = flags.contains("unended") && text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return (flags.contains("bom") ? "\ufeff" : "") + (flags.contains("crlf") ? ended.replace("\n", "\r\n") : ended);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String file) {
        try (InputStream in = MergeCase.class.getResourceAsStream("cases/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
