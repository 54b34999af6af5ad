package dev.coord.cli.command;

import dev.coord.cli.word.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** A file or directory of the user's, as a word names it. */
final class Place extends Word {

    @Override
    protected Path value(String word, String name, CommandLine line) {
        Optional<String> wrong = whyNot(word);
        if (wrong.isPresent()) {
            throw new ParameterException(line, name + " " + wrong.get());
        }
        return Path.of(word);
    }

    /** Why a word names no place that anybody can have meant; none where it does. */
    static Optional<String> whyNot(String word) {
        if (word.isEmpty()) {
            return Optional.of("is an empty word; is a variable not set? Name a place, or '.' for where you are");
        }
        if (word.startsWith("~")) {
            return Optional.of(
                    "is '" + word + "', and only a shell makes a home directory of '~', at the beginning of a"
                            + " word; write \"$HOME\", or './" + word + "' for what is called so");
        }
        try {
            Objects.requireNonNull(Path.of(word)); // refuses what it cannot read
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of("is '" + word + "', which no file can be called");
        }
    }

    /** The same for a word that stands by itself. */
    static final class Converter implements ITypeConverter<Path> {

        @Override
        public Path convert(String word) {
            Optional<String> wrong = whyNot(word);
            if (wrong.isPresent()) {
                throw new TypeConversionException("it " + wrong.get());
            }
            return Path.of(word);
        }
    }
}
