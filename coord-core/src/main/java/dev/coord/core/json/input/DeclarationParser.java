package dev.coord.core.json.input;

import dev.coord.BranchName;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.Problem.Code;
import dev.coord.RepoPath;
import dev.coord.SafeText;
import dev.coord.core.json.PlainJson;
import dev.coord.core.json.input.Declarations.Reference;
import dev.coord.plan.Feature;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through the declaration of one feature. */
final class DeclarationParser {

    private final Tokens in;
    private final String key;
    private final Optional<FeatureId> id;
    private final Declarations declarations;
    private final FoundProblems problems;

    private final List<FeatureId> blocks = new ArrayList<>();
    private final List<FeatureId> blockedBy = new ArrayList<>();
    private final List<RepoPath> fileWrites = new ArrayList<>();
    private final List<RepoPath> fileReads = new ArrayList<>();
    private final List<String> schemaChanges = new ArrayList<>();
    private final List<String> sharedResources = new ArrayList<>();
    private Optional<Duration> estimate = Optional.empty();
    private int priority;
    private Optional<String> title = Optional.empty();
    private Optional<String> description = Optional.empty();
    private boolean allowEmpty;
    private Optional<String> check = Optional.empty();
    private Optional<String> branch = Optional.empty();
    private final Map<String, @Nullable Object> extras = new LinkedHashMap<>();

    DeclarationParser(
            Tokens in, String key, Optional<FeatureId> id, Declarations declarations, FoundProblems problems) {
        this.in = in;
        this.key = key;
        this.id = id;
        this.declarations = declarations;
        this.problems = problems;
    }

    /** Whether a key is left to others. */
    static boolean isExtension(String key) {
        return key.startsWith("x-") || key.equals("$schema");
    }

    /** Reads the value that begins at the present token. */
    void parse() throws IOException {
        if (in.isObject()) {
            fields();
        } else {
            wrongType("the declaration is " + in.kind() + "; write an object with the fields " + Field.KEYS);
        }
        id.ifPresent(feature -> declarations.add(declared(feature)));
    }

    private Feature declared(FeatureId feature) {
        Feature.Builder declared = Feature.builder(feature)
                .blocks(blocks)
                .blockedBy(blockedBy)
                .writes(fileWrites)
                .reads(fileReads)
                .changesSchema(schemaChanges)
                .uses(sharedResources)
                .priority(priority)
                .allowEmpty(allowEmpty);
        estimate.ifPresent(declared::takes);
        title.ifPresent(declared::title);
        description.ifPresent(declared::description);
        check.ifPresent(declared::check);
        branch.ifPresent(declared::branch);
        extras.forEach(declared::extra);
        return declared.build();
    }

    private void fields() throws IOException {
        Set<String> keys = new HashSet<>();
        while (in.nextKey()) {
            String name = in.text();
            int offset = in.offset();
            Optional<Field> field = Field.of(name);
            if (field.isEmpty() && !isExtension(name)) {
                problems.add(offset, Code.UNKNOWN_FIELD, Pointer.of(key, name), () -> unknownField(name));
            }
            if (!keys.add(name) && !isExtension(name)) {
                problems.add(
                        offset,
                        Code.DUPLICATE_KEY,
                        Pointer.of(key, name),
                        () -> "field '" + SafeText.excerpt(name)
                                + "' stands twice in the declaration; make one list of both");
            }
            in.next();
            if (field.isPresent()) {
                value(field.get());
            } else if (name.startsWith("x-")) {
                extra(name);
            } else {
                in.skip();
            }
        }
    }

    private void extra(String name) throws IOException {
        int offset = in.offset();
        try {
            extras.put(name, PlainJson.read(in.source()));
        } catch (IllegalArgumentException e) {
            problems.add(
                    offset,
                    Code.INVALID_VALUE,
                    Pointer.of(key, name),
                    () -> "cannot take the value of '" + SafeText.excerpt(name) + "': " + e.getMessage()
                            + "; write it as a text");
        }
    }

    private static String unknownField(String name) {
        String hint = Field.nearest(name)
                .map(near -> "did you mean '" + near.key() + "'?")
                .orElse("the fields are " + Field.KEYS + ", and 'x-...' for notes of your own");
        return "unknown field '" + SafeText.excerpt(name) + "'; " + hint;
    }

    private void value(Field field) throws IOException {
        switch (field) {
            case ESTIMATE -> estimate();
            case PRIORITY -> priority();
            case TITLE -> text(field).ifPresent(text -> title = Optional.of(text));
            case DESCRIPTION -> text(field).ifPresent(text -> description = Optional.of(text));
            case CHECK -> text(field).ifPresent(text -> check = Optional.of(text));
            case BRANCH -> text(field).ifPresent(text -> branch = Optional.of(text));
            case ALLOW_EMPTY -> allowEmpty();
            default -> list(field);
        }
    }

    private void estimate() throws IOException {
        if (!in.isText()) {
            wrongType(
                    "'estimate' is " + in.kind() + "; write a text such as \"PT45M\" or \"P1DT2H\"",
                    Field.ESTIMATE.key());
            return;
        }
        String text = in.text();
        Optional<Duration> read = Estimate.read(text);
        estimate = read.isPresent() ? read : estimate;
        if (read.isEmpty()) {
            problems.add(in.offset(), Code.INVALID_VALUE, Pointer.of(key, "estimate"), () -> Estimate.refusal(text));
        }
    }

    private void priority() throws IOException {
        if (!in.isNumber()) {
            wrongType("'priority' is " + in.kind() + "; write a whole number", Field.PRIORITY.key());
            return;
        }
        try {
            priority = in.number().intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            String text = in.text();
            problems.add(
                    in.offset(),
                    Code.INVALID_VALUE,
                    Pointer.of(key, "priority"),
                    () -> "priority " + SafeText.excerpt(text) + " is not possible; write a whole number from "
                            + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
    }

    private Optional<String> text(Field field) throws IOException {
        if (!in.isText()) {
            wrongType("'" + field.key() + "' is " + in.kind() + "; write a text", field.key());
            return Optional.empty();
        }
        String text = in.text();
        try {
            requireWholeCharacters(text);
            return Optional.of(
                    switch (field) {
                        case TITLE -> Feature.titleText(text);
                        case CHECK -> Feature.checkCommand(text);
                        case BRANCH -> new BranchName(text).value();
                        default -> text;
                    });
        } catch (BadInput e) {
            problems.add(in.offset(), field.code(), Pointer.of(key, field.key()), e::getMessage);
            return Optional.empty();
        }
    }

    private void allowEmpty() throws IOException {
        if (in.isFlag()) {
            allowEmpty = in.flag();
        } else {
            wrongType("'allow_empty' is " + in.kind() + "; write true or false", Field.ALLOW_EMPTY.key());
        }
    }

    private void list(Field field) throws IOException {
        if (!in.isList()) {
            wrongType("'" + field.key() + "' is " + in.kind() + "; write a list of texts", field.key());
            return;
        }
        for (int index = 0; in.nextItem(); index++) {
            if (in.isText()) {
                item(field, index);
            } else {
                wrongType(
                        "an item of '" + field.key() + "' is " + in.kind() + "; write a text",
                        field.key(),
                        Integer.toString(index));
            }
        }
    }

    private void item(Field field, int index) throws IOException {
        String text = in.text();
        int offset = in.offset();
        try {
            if (!in.isPlain()) { // UTF-8 cannot encode half a character, an escape can
                requireWholeCharacters(text);
            }
            switch (field) {
                case BLOCKS -> refer(new Reference(key, field, index, new FeatureId(text), offset), blocks);
                case BLOCKED_BY -> refer(new Reference(key, field, index, new FeatureId(text), offset), blockedBy);
                case FILE_WRITES -> fileWrites.add(path(field, index, text, offset));
                case FILE_READS -> fileReads.add(path(field, index, text, offset));
                case SCHEMA_CHANGES -> schemaChanges.add(table(index, text, offset));
                case SHARED_RESOURCES -> sharedResources.add(Feature.resourceName(text));
                case ESTIMATE, PRIORITY, TITLE, DESCRIPTION, ALLOW_EMPTY, CHECK, BRANCH ->
                    throw new AssertionError(field);
            }
        } catch (BadInput e) {
            problems.add(offset, field.code(), Pointer.of(key, field.key(), Integer.toString(index)), e::getMessage);
        }
    }

    private RepoPath path(Field field, int index, String text, int offset) {
        RepoPath path = new RepoPath(text);
        UnlikelyPath.warning(text)
                .ifPresent(meaning -> problems.warn(
                        offset,
                        Code.UNLIKELY_PATH,
                        Pointer.of(key, field.key(), Integer.toString(index)),
                        () -> "path '" + SafeText.excerpt(text) + "' is probably not meant: " + meaning));
        return path;
    }

    private String table(int index, String text, int offset) {
        String table = Feature.tableName(text);
        String twin = declarations.firstTableLike(table);
        if (!twin.equals(table)) {
            problems.warn(
                    offset,
                    Code.SAME_TABLE,
                    Pointer.of(key, Field.SCHEMA_CHANGES.key(), Integer.toString(index)),
                    () -> "table '" + table + "' counts as '" + twin
                            + "', which differs by case only; use one spelling");
        }
        return table;
    }

    private void refer(Reference reference, List<FeatureId> field) {
        if (reference.to().value().equals(key)) {
            problems.add(
                    reference.offset(),
                    Code.SELF_DEPENDENCY,
                    reference.pointer(),
                    () -> "feature '" + key + "' depends on itself; remove its own id");
        } else {
            field.add(reference.to());
            declarations.add(reference);
        }
    }

    private void wrongType(String message, String... place) throws IOException {
        List<String> segments = new ArrayList<>(List.of(key));
        segments.addAll(List.of(place));
        problems.add(in.offset(), Code.WRONG_TYPE, Pointer.of(segments.toArray(String[]::new)), () -> message);
        in.skip();
    }

    private static void requireWholeCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw new BadInput(
                        "'" + SafeText.excerpt(text) + "' holds half a character; write both parts of the pair");
            }
        }
    }
}
