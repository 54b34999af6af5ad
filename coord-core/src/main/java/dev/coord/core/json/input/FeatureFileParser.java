package dev.coord.core.json.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.Problem.Code;
import dev.coord.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Goes once through a feature file, collects what it declares and notes what is wrong with its form. */
final class FeatureFileParser {

    static final int DEEPEST = 100;

    // The keys of a feature file are ids, each met once: a table of all keys ever met would only grow.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(FeatureFile.LARGEST)
                    .maxStringLength(FeatureFile.LARGEST)
                    .maxNumberLength(FeatureFile.LARGEST)
                    .build())
            .build();

    private final SourceText source;
    private final FoundProblems problems;
    private final Declarations declarations = new Declarations();

    private FeatureFileParser(SourceText source, FoundProblems problems) {
        this.source = source;
        this.problems = problems;
    }

    static Declarations parse(SourceText source, FoundProblems problems) {
        FeatureFileParser parser = new FeatureFileParser(source, problems);
        try (JsonParser in = FACTORY.createParser(source.chars(), 0, source.length())) {
            Tokens tokens = new Tokens(in, source.chars());
            try {
                parser.document(tokens);
            } catch (JsonProcessingException e) {
                NotJson.report(e, tokens.stop(e), source, problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parser.declarations;
    }

    private void document(Tokens in) throws IOException {
        if (in.next()) {
            root(in);
        }
        if (in.next()) {
            problems.add(
                    in.offset(), Code.NOT_JSON, "", () -> "the document ended before this; remove what is behind it");
        } else if (source.damage().isPresent()) {
            problems.add(source.length(), Code.NOT_JSON, "", source.damage()::get);
        } else {
            declarations.end();
        }
    }

    private void root(Tokens in) throws IOException {
        int start = in.offset();
        if (!in.isObject()) {
            String found = in.kind();
            problems.add(
                    start,
                    Code.WRONG_TYPE,
                    "",
                    () -> "the document is " + found
                            + "; write an object that gives each feature's declaration under its id");
            in.skip();
        } else if (features(in) == 0) {
            problems.add(start, Code.EMPTY, "", () -> "there is no feature in the file; declare at least one");
        }
    }

    private int features(Tokens in) throws IOException {
        Set<String> keys = new HashSet<>();
        while (in.nextKey()) {
            String key = in.text();
            if (DeclarationParser.isExtension(key)) {
                declarations.addExtension(key);
                in.next();
                in.skip();
                continue;
            }
            int offset = in.offset();
            if (!keys.add(key)) {
                problems.add(
                        offset,
                        Code.DUPLICATE_KEY,
                        Pointer.of(key),
                        () -> "feature '" + SafeText.excerpt(key) + "' is declared twice; remove or rename one");
            }
            in.next();
            new DeclarationParser(in, key, id(key, offset), declarations, problems).parse();
        }
        return keys.size();
    }

    private Optional<FeatureId> id(String key, int offset) {
        try {
            FeatureId id = new FeatureId(key);
            FeatureId twin = declarations.firstLike(id);
            if (!twin.equals(id)) {
                problems.add(
                        offset,
                        Code.INVALID_ID,
                        Pointer.of(key),
                        () -> "feature id '" + id + "' differs from '" + twin + "' by case only; rename one");
            }
            return Optional.of(id);
        } catch (BadInput e) {
            problems.add(offset, Code.INVALID_ID, Pointer.of(key), e::getMessage);
            return Optional.empty();
        }
    }
}
