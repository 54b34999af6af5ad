package dev.coord.fs;

import java.util.List;
import java.util.Random;

/** Paths and globs that are hard to decide, hard to read, or not allowed. */
final class StrangePaths {

    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "/",
            "/",
            "*",
            "*",
            "**",
            "**/",
            "?",
            "{",
            "}",
            ",",
            "{a,b}",
            "{a,{b,c}}",
            "a*",
            "*a",
            ".",
            "..",
            "./",
            "[id]",
            "(x)",
            "!",
            "\\",
            ":",
            " ",
            "\u00e4",
            "\ud83d\ude00",
            "\ud800",
            "\u0000",
            "\u001b",
            "\n",
            "\u2028",
            "app",
            ".git",
            ".GIT",
            "{,}",
            "{a,}",
            "***");

    private StrangePaths() {}

    static String one(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "*a".repeat(1 + random.nextInt(60)) + "*b";
            case 1 -> "**/a/".repeat(1 + random.nextInt(60)) + "**/b";
            case 2 -> "{a,".repeat(1 + random.nextInt(200)) + "b" + "}".repeat(random.nextInt(200));
            case 3 -> "{a,b}".repeat(1 + random.nextInt(60)) + "*";
            case 4 -> pieces(random, 4096 / 4);
            default -> pieces(random, 12);
        };
    }

    private static String pieces(Random random, int most) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            path.append(PIECES.get(random.nextInt(random.nextInt(4) == 0 ? PIECES.size() : 18)));
        }
        return path.toString();
    }
}
