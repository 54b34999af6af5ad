package dev.coord.content.lines;

import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Insists that each name of TOML means one thing, however it is written: {@code a.b = 1} is {@code b} of the table {@code a}. */
final class TomlKeys {
    private final Set<String> values = new TreeSet<>();
    private final Set<String> tables = new TreeSet<>();
    /** Tables that are there since a key with dots tells of them; no header may open them again. */
    private final Set<String> implied = new TreeSet<>();

    private final Set<String> twice = new HashSet<>();

    private TomlKeys(TextFile file) {
        for (Lines table : Tables.read(file).entries()) {
            String header = table.key();
            if (header.startsWith("[[")) {
                continue; // each is one of a list
            }
            boolean named = header.startsWith("[");
            String path = named ? plain(header.substring(1, header.length() - 1)) + "." : "";
            if (named && !tables.add(path)) {
                twice.add(path);
            }
            List<String> rows = table.body().subList(named ? 1 : 0, table.body().size());
            Tables.entries(rows).entries().forEach(entry -> add(path, plain(entry.key())));
        }
    }

    private void add(String path, String key) {
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            implied.add(path + key.substring(0, dot) + ".");
        }
        if (!values.add(path + key + ".")) {
            twice.add(path + key + ".");
        }
    }

    /** Keys in quotes are the same as without; one with a dot in its quotes is left as it is. */
    private static String plain(String key) {
        if (key.indexOf('\\') >= 0) {
            throw new NotUnderstood("'" + key + "' may mean two things");
        }
        return key.matches(".*[\"'][^\"']*\\.[^\"']*[\"'].*") ? key : key.replaceAll("[\"']", "");
    }

    static void insist(TextFile merged) {
        TomlKeys keys = new TomlKeys(merged);
        Set<String> tables = new TreeSet<>(keys.tables);
        tables.retainAll(keys.implied);
        Set<String> both = new TreeSet<>(keys.tables);
        both.addAll(keys.implied);
        both.retainAll(keys.values);
        tables.addAll(both);
        tables.addAll(keys.twice);
        tables.stream().findFirst().ifPresent(path -> {
            throw new NotUnderstood("'" + path.substring(0, path.length() - 1) + "' would mean two things");
        });
    }
}
