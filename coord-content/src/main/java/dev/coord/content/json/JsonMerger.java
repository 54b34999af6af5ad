package dev.coord.content.json;

import dev.coord.RepoPath;
import dev.coord.content.json.JsonTreeMerge.Told;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import dev.coord.content.verify.Verification;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.merge.StructuredMerge.Unknown;
import dev.coord.merge.StructuredMerger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Merges JSON by its members. The target's text is edited, so that its layout, the order of its keys and its comments stay. Lock
 * files are refused: only the tool that makes them can merge them.
 */
public final class JsonMerger implements StructuredMerger {
    private static final String KIND = "JSON";
    private static final Set<String> MADE = Set.of("package-lock.json", "npm-shrinkwrap.json", "packages.lock.json");

    /** A merger for each JSON file. */
    public JsonMerger() {}

    @Override
    public StructuredMerge merge(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        String name = path.value().substring(path.value().lastIndexOf('/') + 1);
        if (!Language.of(path).equals(Optional.of(Language.JSON))) {
            return new Unknown();
        }
        if (MADE.contains(name)) {
            return new Refused("a tool makes it, and has to make it anew");
        }
        try {
            return merge(Versions.of(path, base, ours, theirs), name);
        } catch (NotUnderstood e) {
            return new Refused(KIND + ": " + e.reason());
        }
    }

    private static StructuredMerge merge(Versions versions, String name) {
        JsonNode ours = root(versions.ours());
        JsonNode theirs = root(versions.theirs());
        JsonNode base = versions.hadBase() ? root(versions.base()) : null;
        insistOnSameAround(ours, theirs);
        JsonTreeMerge tree = new JsonTreeMerge(name);
        String text = tree.merge(List.of(), base, ours, theirs);
        String source = ours.tokens().source();
        int end = ours.tokens().end(ours.tokens().partner(ours.first()));
        String whole = source.substring(0, ours.tokens().begin(ours.first())) + text + source.substring(end);
        TextFile merged = versions.merged(whole.lines().toList());
        Verification.insistOnLines(
                versions.base().lines(),
                versions.ours().lines(),
                versions.theirs().lines(),
                merged.lines());
        Verification.insist(versions, merged);
        JsonNode root = root(merged);
        if (name.equals("package.json")) {
            PackageNames.insist(root, ours, theirs);
        }
        Map<Integer, Map<String, Item>> read = new HashMap<>();
        List<Taken> taken = tree.told().stream()
                .map(told -> taken(root, told, read))
                .sorted(Comparator.comparingInt(one -> one.lines().first()))
                .toList();
        return new Merged(merged.bytes(), taken);
    }

    private static JsonNode root(TextFile file) {
        Tokens tokens = Lexer.read(file.text(), Language.JSON);
        if (!tokens.isWhole()) {
            throw new NotUnderstood("it is no JSON");
        }
        JsonGrammar.insist(tokens);
        return JsonNode.root(tokens);
    }

    /** Comments before and behind the value are the target's, so theirs may have no others. */
    private static void insistOnSameAround(JsonNode ours, JsonNode theirs) {
        if (!around(ours).equals(around(theirs))) {
            throw new NotUnderstood("the comments around the value differ");
        }
    }

    private static String around(JsonNode root) {
        String source = root.tokens().source();
        int last = Math.max(root.first(), root.tokens().partner(root.first()));
        return source.substring(0, root.tokens().begin(root.first())).strip()
                + '\n'
                + source.substring(root.tokens().end(last)).strip();
    }

    private static Map<String, Item> byKey(JsonNode node) {
        return node.members().entries().stream().collect(Collectors.toMap(Item::key, item -> item, (one, two) -> one));
    }

    private static Taken taken(JsonNode root, Told told, Map<Integer, Map<String, Item>> read) {
        JsonNode node = root;
        for (String name : told.names()) {
            JsonNode parent = node;
            Optional<Item> found = Optional.ofNullable(
                    read.computeIfAbsent(parent.first(), first -> byKey(parent)).get(name));
            node = found.map(item ->
                            parent.isObject() ? parent.value(item) : new JsonNode(parent.tokens(), item.first()))
                    .orElse(parent);
        }
        LineRange lines = told.change() == Change.DELETED
                ? new LineRange(node.line(), node.line() - 1)
                : new LineRange(node.line(), node.lastLine());
        return new Taken(KIND, String.join("/", told.names()), told.change(), told.side(), lines);
    }
}
