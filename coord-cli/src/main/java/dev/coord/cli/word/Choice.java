package dev.coord.cli.word;

import dev.coord.cli.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few names, in lower case. */
public abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {

    private final List<E> values;

    public Choice(E[] values) {
        this.values = List.of(values);
    }

    @Override
    public final E convert(String text) {
        return values.stream()
                .filter(value -> Words.of(value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + values.stream().map(Words::of).collect(Collectors.joining(", "))));
    }
}
