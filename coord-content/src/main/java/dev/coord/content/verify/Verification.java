package dev.coord.content.verify;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.List;

/** What must hold of a merged file. It knows nothing of how the file was merged. */
public final class Verification {
    private Verification() {}

    /**
     * Counts the words of merged lines: each stands there as often as the sides added it, at least as often as the side that
     * added it more often; what a side deleted is gone. Lines that stand once in the target's and among the merged ones stand in
     * the target's order.
     *
     * @param base the lines that both sides began from
     * @param ours the target's
     * @param theirs the other's
     * @param merged what was made of them
     * @throws NotUnderstood if a word is lost, or stands there too often, or the order is another
     */
    public static void insistOnLines(List<String> base, List<String> ours, List<String> theirs, List<String> merged) {
        Words.insist(base, ours, theirs, merged);
        Order.insist(ours, merged);
    }

    /**
     * Looks at a merged file: nothing has the name of what stands beside it, or the next number that the other side took, brackets
     * and texts are closed, no name is declared, imported or exported more often than in either version, comments stand before the
     * line they stood before, and nothing is used that a side no longer imports.
     *
     * @param versions what was merged
     * @param merged what was made of it
     * @throws NotUnderstood if one of these does not hold
     */
    public static void insist(Versions versions, TextFile merged) {
        Firsts.insist(versions, merged);
        Columns.insist(versions, merged);
        Siblings.insist(versions, merged);
        Order.insistOnFile(
                versions.base().lines(),
                versions.ours().lines(),
                versions.theirs().lines(),
                merged.lines());
        Language.of(versions.path()).ifPresent(language -> {
            if (!Lexer.read(merged.text(), language).isWhole()) {
                throw new NotUnderstood("the merged file would have brackets that are not closed");
            }
            Names.insist(language, versions, merged);
            Comments.insist(language, versions, merged);
            Uses.insist(language, versions, merged);
        });
    }
}
