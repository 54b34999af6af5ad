package dev.coord.core.json.input;

import dev.coord.Problem.Code;
import dev.coord.core.graph.Nearest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a feature's declaration. Specification 1.1. */
enum Field {
    BLOCKS("blocks", Code.INVALID_ID),
    BLOCKED_BY("blocked_by", Code.INVALID_ID),
    FILE_WRITES("file_writes", Code.INVALID_PATH),
    FILE_READS("file_reads", Code.INVALID_PATH),
    SCHEMA_CHANGES("schema_changes", Code.INVALID_VALUE),
    SHARED_RESOURCES("shared_resources", Code.INVALID_VALUE),
    ESTIMATE("estimate", Code.INVALID_VALUE),
    PRIORITY("priority", Code.INVALID_VALUE),
    TITLE("title", Code.INVALID_VALUE),
    DESCRIPTION("description", Code.INVALID_VALUE),
    ALLOW_EMPTY("allow_empty", Code.INVALID_VALUE),
    CHECK("check", Code.INVALID_VALUE),
    BRANCH("branch", Code.INVALID_VALUE);

    static final List<String> KEYS = Arrays.stream(values()).map(Field::key).toList();

    private static final Map<String, Field> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::key, Function.identity()));

    private final String key;
    private final Code code;

    Field(String key, Code code) {
        this.key = key;
        this.code = code;
    }

    String key() {
        return key;
    }

    /** What is wrong with an item, or a value, that is not allowed. */
    Code code() {
        return code;
    }

    static Optional<Field> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The field that a key most likely means, where one is near. */
    static Optional<Field> nearest(String key) {
        int farthest = Math.max(2, key.length() / 3);
        return Arrays.stream(values())
                .min(Comparator.comparingInt(field -> Nearest.distance(key, field.key)))
                .filter(field -> Nearest.distance(key, field.key) <= farthest);
    }
}
