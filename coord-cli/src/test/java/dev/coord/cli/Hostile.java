package dev.coord.cli;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes values of records, every text of which is the same hostile one, or as much of it as the record takes. */
final class Hostile {

    private static final int CHOICES = 12;

    private final Deque<Class<?>> making = new ArrayDeque<>();
    private final Map<Class<?>, List<?>> made = new HashMap<>();
    private final String text;

    Hostile(String text) {
        this.text = text;
    }

    /** One value of each variant of the type. */
    <T> List<T> all(Class<T> type) {
        List<?> values = made.get(type);
        if (values == null) {
            values = values(type, 0);
            if (values.isEmpty()) {
                throw new AssertionError("no " + type + " can be made");
            }
            made.put(type, values);
        }
        return values.stream().map(type::cast).toList();
    }

    <T> T one(Class<T> type) {
        return all(type).get(0);
    }

    /** Three features that contend for everything; one waits for another. */
    FeatureSet features() {
        String path = one(RepoPath.class).value();
        SortedMap<FeatureId, Feature> features = new TreeMap<>();
        for (String name : List.of("A", "B", "C")) {
            Feature.Builder feature = Feature.builder(name)
                    .writes(path)
                    .reads(path)
                    .changesSchema(texts().get(1).toString())
                    .uses(texts().get(1).toString());
            features.put(new FeatureId(name), (name.equals("C") ? feature.blockedBy("A") : feature).build());
        }
        return new FeatureSet(features, new TreeSet<>());
    }

    /** What of the text a record takes that refuses some characters, and what every one takes. */
    private List<Object> texts() {
        StringBuilder printable = new StringBuilder("x");
        StringBuilder plain = new StringBuilder("x");
        text.codePoints().forEach(c -> {
            if (!Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE
                    && "\\:./".indexOf(c) < 0
                    && printable.length() < 190) {
                printable.appendCodePoint(c);
            }
            if (c < 0x7f && Character.isLetterOrDigit(c) && plain.length() < 39) {
                plain.appendCodePoint(Character.toLowerCase(c));
            }
        });
        return List.of(text, printable.toString(), "refs/heads/" + text, plain.toString(), "3f".repeat(20));
    }

    private List<Object> values(Type type, int choice) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, choice);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == FeatureSet.class) {
            return List.of(features());
        }
        if (raw == RunSettings.class) {
            return List.of(RunSettings.builder("refs/heads/" + text).build());
        }
        if (raw == String.class) {
            return List.of(texts().get(choice % texts().size()));
        }
        if (raw.isSealed()) {
            return Arrays.stream(raw.getPermittedSubclasses())
                    .filter(variant -> !making.contains(variant)) // an answer may hold another one, and that one none
                    .flatMap(variant -> values(variant, choice).stream())
                    .toList();
        }
        if (raw.isEnum()) {
            Object[] constants = raw.getEnumConstants();
            return List.of(constants[choice % constants.length]);
        }
        return raw.isRecord() ? record(raw) : List.of(plain(raw, choice));
    }

    private List<Object> generic(ParameterizedType type, int choice) {
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Optional.class && Collections.frequency(making, type.getActualTypeArguments()[0]) > 1) {
            return List.of(Optional.empty()); // a lease may tell of another, that one of none
        }
        List<Object> values = values(type.getActualTypeArguments()[type.getActualTypeArguments().length - 1], choice);
        if (values.isEmpty()) {
            return List.of();
        }
        if (raw == List.class) {
            return List.of(values);
        }
        if (raw == Optional.class) {
            return List.of(Optional.of(values.get(0)));
        }
        if (raw == SortedSet.class || raw == NavigableSet.class) {
            return List.of(new TreeSet<>(values));
        }
        if (raw == SortedMap.class) {
            SortedMap<Object, Object> map = new TreeMap<>();
            for (Object value : values) {
                map.put(values(type.getActualTypeArguments()[0], map.size() + 1).get(0), value);
            }
            return List.of(map);
        }
        throw new AssertionError(type);
    }

    private static Object plain(Class<?> type, int choice) {
        if (type == int.class || type == Integer.class) {
            return 1 + choice;
        }
        if (type == long.class) {
            return 1L + choice;
        }
        if (type == boolean.class) {
            return choice % 2 == 0;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(60);
        }
        if (type == Path.class) {
            return Path.of("/caf\u00e9");
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(1);
        }
        throw new AssertionError(type);
    }

    /** A record that refuses one text is tried with the next; one that has a part of several variants is made of each. */
    private List<Object> record(Class<?> type) {
        making.push(type);
        try {
            return records(type);
        } finally {
            making.pop();
        }
    }

    private List<Object> records(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = constructor(type, components);
        for (int choice = 0; choice < CHOICES; choice++) {
            List<List<Object>> arguments = new ArrayList<>();
            for (RecordComponent component : components) {
                arguments.add(values(component.getGenericType(), choice));
            }
            List<Object> records = made(constructor, arguments);
            if (!records.isEmpty()) {
                return records;
            }
        }
        return List.of();
    }

    private static List<Object> made(Constructor<?> constructor, List<List<Object>> arguments) {
        if (arguments.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        int variants = arguments.stream().mapToInt(List::size).max().orElse(1);
        List<Object> records = new ArrayList<>();
        for (int variant = 0; variant < variants; variant++) {
            int number = variant;
            Object[] given = arguments.stream()
                    .map(values -> values.get(number % values.size()))
                    .toArray();
            try {
                records.add(constructor.newInstance(given));
            } catch (InvocationTargetException refused) {
                return List.of();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return records;
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        try {
            return type.getConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
