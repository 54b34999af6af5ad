package dev.coord.content.row;

import dev.coord.RepoPath;
import dev.coord.content.edit.Brackets;
import dev.coord.content.edit.Seams;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.hunk.Resolution.Part;
import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Merges rows that both sides added at one place: the target's, then theirs that the target has not. */
public final class Rows implements HunkMerger {

    /** Whose entries are known better elsewhere. */
    private static final Set<String> OTHERS =
            Set.of("json", "jsonc", "json5", "webmanifest", "toml", "yml", "yaml", "lock", "csv", "tsv");

    private static final Pattern GROUP = Pattern.compile("(?:pub(?:\\([\\w:]+\\))? +)?use\\s[^;]*\\{.*");

    /** A merger for each text. */
    public Rows() {}

    @Override
    public String kind() {
        return "rows";
    }

    @Override
    public boolean knows(RepoPath path) {
        String ending = ending(path);
        return !ending.isEmpty() && !OTHERS.contains(ending);
    }

    @Override
    public Resolution merge(Hunk hunk) {
        if (hunk.region().base().size() > 0) {
            throw new NotUnderstood("the sides do not only add");
        }
        List<String> ours = hunk.alignment().ours(hunk.region());
        List<String> theirs = hunk.alignment().theirs(hunk.region());
        RepoPath path = hunk.alignment().versions().path();
        List<String> base = hunk.alignment().versions().base().lines();
        int place = hunk.region().base().from();
        int indent = ours.stream()
                .filter(line -> !Row.isAside(line))
                .mapToInt(Row::indent)
                .findFirst()
                .orElseThrow(() -> new NotUnderstood("a side adds nothing but blank lines or comments"));
        String header = header(base, place, indent);
        Brackets brackets = Brackets.of(path);
        NotUnderstood why = new NotUnderstood("it is no place for rows");
        for (RowForm form : RowForm.values()) {
            if (!form.isOf(header, ending(path)) || !isOver(form, base, place, header)) {
                continue;
            }
            try {
                List<Row> mine = Row.read(form, indent, brackets, ours);
                List<Row> other = Row.read(form, indent, brackets, theirs);
                RowClaims.insist(form, mine, other, hunk, indent, header);
                return Seams.insist(hunk.alignment().versions(), written(hunk, mine, other, theirs));
            } catch (NotUnderstood e) {
                why = e;
            }
        }
        throw why;
    }

    /** The line below which lines of this indentation stand; empty at the top. */
    private static String header(List<String> base, int place, int indent) {
        for (int line = place - 1; line >= 0; line--) {
            if (!base.get(line).isBlank() && Row.indent(base.get(line)) < indent) {
                return base.get(line).strip();
            }
        }
        return "";
    }

    /** Whether what stands before is over: a row, or the header itself. */
    private static boolean isOver(RowForm form, List<String> base, int place, String header) {
        int line = place - 1;
        while (line >= 0 && base.get(line).isBlank()) {
            line--;
        }
        String text = line < 0 ? "" : base.get(line).strip();
        boolean comment = text.startsWith("//") || text.startsWith("#") || text.endsWith("*/");
        boolean over = switch (form) {
            case MEMBER -> text.endsWith(",") || text.endsWith("{");
            case NAMED_ARGUMENT -> text.endsWith(",") || text.endsWith("(");
            case PROPERTY, STYLE -> text.endsWith(";") || text.endsWith("{") || text.endsWith("}");
            case ATTRIBUTE ->
                text.endsWith("\"") || text.endsWith("}") || text.matches("(.*\\W)?<[\\w.:-]+|[\\w:@.-]+");
            case FIELD -> !text.isEmpty();
            case IMPORT, DEPENDENCY ->
                text.isEmpty() || form.name(text).isPresent() || text.endsWith("}") || text.endsWith(";");
            case BLOCK -> text.isEmpty() || text.endsWith("}") || text.endsWith("{") || text.endsWith(";");
            case RUBY_BLOCK -> text.isEmpty() || text.equals("end") || line < 0 || text.equals(header);
            case ELEMENT -> text.endsWith(">");
            case ASSIGNMENT -> form.name(text).isPresent() && !text.matches(".*[,(\\[{=+\\\\]");
        };
        return over && !comment;
    }

    /** No name is made known twice, however far apart. */
    @Override
    public void check(Versions versions, TextFile merged) {
        if (RowForm.IMPORT.isOf("", ending(versions.path()))) {
            Map<String, Integer> ours = imported(versions.ours());
            Map<String, Integer> theirs = imported(versions.theirs());
            imported(merged).forEach((name, times) -> {
                if (times > 1 && times > Math.max(ours.getOrDefault(name, 0), theirs.getOrDefault(name, 0))) {
                    throw new NotUnderstood("'" + name + "' would be imported twice");
                }
            });
        }
    }

    private static Map<String, Integer> imported(TextFile file) {
        Map<String, Integer> times = new TreeMap<>();
        StringBuilder statement = new StringBuilder();
        for (String line : file.lines()) {
            boolean begins =
                    Row.indent(line) == 0 && RowForm.IMPORT.name(line.strip()).isPresent();
            if (begins && line.indexOf('{') < 0) {
                RowForm.IMPORT.name(line.strip()).ifPresent(name -> times.merge(name, 1, Integer::sum));
            } else if (statement.length() > 0 || GROUP.matcher(line).matches()) {
                statement.append(line.replaceFirst("//.*", ""));
                if (line.indexOf(';') >= 0) {
                    grouped(statement.toString(), times);
                    statement.setLength(0);
                }
            }
        }
        return times;
    }

    /** The names of {@code use a::{b, c::{self, d as e}};}. */
    private static void grouped(String statement, Map<String, Integer> times) {
        String all = statement.substring(0, statement.indexOf(';'));
        for (String path :
                all.replaceAll("([\\w]+)(?:::|\\\\)\\{\\s*self\\b", "$1,{").split("[{},]", -1)) {
            String name = path.strip().replaceFirst("^.*(?:\\sas\\s+|::|\\\\|\\s)", "");
            if (name.matches("\\w+") && !name.equals("_") && !path.strip().endsWith("use")) {
                times.merge(name, 1, Integer::sum);
            }
        }
    }

    private static Resolution written(Hunk hunk, List<Row> mine, List<Row> other, List<String> theirs) {
        List<String> lines = new ArrayList<>(hunk.alignment().ours(hunk.region()));
        List<Part> parts = new ArrayList<>();
        Set<String> both = RowClaims.names(other);
        int line = 0;
        for (Row row : mine) {
            Side side = both.contains(row.name()) ? Side.BOTH : Side.OURS;
            parts.add(new Part(
                    new Note(row.name(), Change.ADDED, side),
                    line,
                    line + row.lines().size()));
            line += row.lines().size();
        }
        Set<String> ours = RowClaims.names(mine);
        int taken = 0;
        for (Row row : other) {
            if (!ours.contains(row.name())) {
                int first = lines.size();
                lines.addAll(row.lines());
                parts.add(new Part(new Note(row.name(), Change.ADDED, Side.THEIRS), first, lines.size()));
            }
            taken += row.lines().size();
        }
        if (!lines.get(lines.size() - 1).isBlank()) {
            lines.addAll(theirs.subList(taken, theirs.size()));
        }
        return new Resolution(hunk.region(), lines, parts);
    }

    private static String ending(RepoPath path) {
        String name = path.value().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(dot + 1) : name.endsWith("gemfile") ? "gemfile" : "";
    }
}
