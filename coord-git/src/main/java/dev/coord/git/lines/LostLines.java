package dev.coord.git.lines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.SafeText;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.RawCommit;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.LostLine;
import java.util.List;
import java.util.function.Function;

/** Puts bytes of git's into text that can be told. Pure. */
public final class LostLines {

    private static final int LONGEST = 400;

    private LostLines() {}

    public static List<LostLine> of(List<Loss> losses, Function<Side, Proof.Side> sides, Culprit by) {
        return losses.stream()
                .map(loss -> new LostLine(
                        new GitPath(loss.path()).text(),
                        loss.line(),
                        text(loss.text()),
                        sides.apply(loss.from()),
                        by,
                        loss.what()))
                .toList();
    }

    public static String subject(RawCommit commit) {
        return SafeText.excerpt(new String(commit.message().getBytes(ISO_8859_1), UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse(""));
    }

    /** A tab at its beginning stays, so that whoever brings it back has it as it was. */
    static String text(String raw) {
        String text = new String(raw.getBytes(ISO_8859_1), UTF_8).stripTrailing();
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        String beginning = text.substring(0, end);
        int word = beginning.length() - beginning.stripLeading().length();
        return beginning.substring(0, word).replaceAll("[^ \t]", "")
                + SafeText.line(beginning.substring(word))
                + (end < text.length() ? "..." : "");
    }
}
