package dev.coord.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what JSON can say, in plain Java values, such that nobody can change it; one value has one form. */
final class PlainValue {

    private static final int DEEPEST = 200;

    private final String name;

    private PlainValue(String name) {
        this.name = name;
    }

    static @Nullable Object copy(String name, @Nullable Object value) {
        return new PlainValue(name).copy(value, 0);
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new BadInput("the value of '" + SafeText.excerpt(name) + "' is nested deeper than " + DEEPEST
                    + " levels; make it flatter");
        }
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(copy(item, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key(key), copy(item, depth + 1)));
            return Collections.unmodifiableMap(copy);
        }
        throw wrong(value);
    }

    private String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw wrong(key == null ? "null" : key);
    }

    private BadInput wrong(Object value) {
        return new BadInput(
                "the value of '" + SafeText.excerpt(name) + "' has a "
                        + value.getClass().getName() + " in it: '" + SafeText.excerpt(String.valueOf(value))
                        + "'; use null, String, Boolean, Integer, Long, BigInteger, BigDecimal, List, and Map with texts for keys");
    }
}
