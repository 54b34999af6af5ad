package dev.coord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

    @ParameterizedTest
    @CsvSource({
        "0000,\\u0000",
        "0007,\\u0007",
        "0008,\\u0008",
        "000b,\\u000b",
        "000c,\\u000c",
        "001b,\\u001b",
        "007f,\\u007f",
        "0080,\\u0080",
        "0085,\\u0085",
        "009b,\\u009b",
        "009d,\\u009d",
        "00ad,\\u00ad",
        "061c,\\u061c",
        "180e,\\u180e",
        "200b,\\u200b",
        "200d,\\u200d",
        "200e,\\u200e",
        "200f,\\u200f",
        "2028,\\u2028",
        "2029,\\u2029",
        "202a,\\u202a",
        "202e,\\u202e",
        "2060,\\u2060",
        "2066,\\u2066",
        "2069,\\u2069",
        "feff,\\ufeff",
        "fff9,\\ufff9",
        "3164,\\u3164",
        "115f,\\u115f",
        "d83d,\\ud83d",
        "dc00,\\udc00",
        "e0041,\\udb40\\udc41",
        "e0100,\\udb40\\udd00",
        "000a,\\n",
        "000d,\\r",
        "0009,\\t"
    })
    void showsWhatCannotBeSeen(String character, String shown) {
        String hostile = "a" + Character.toString(Integer.parseInt(character, 16)) + "b";

        assertThat(SafeText.line(hostile)).isEqualTo("a" + shown + "b");
    }

    @ParameterizedTest
    @CsvSource({
        "plain",
        "C:\\new",
        "caf\u00e9",
        "\u0627\u0644\u0639",
        "\u6f22\u5b57",
        "\ud83d\ude00",
        "\u26a0\ufe0f",
        "\u00a0",
        "~"
    })
    void leavesWhatCanBeSeen(String text) {
        assertThat(SafeText.line(text)).isEqualTo(text);
    }

    @Test
    void excerptCutsBetweenCharacters() {
        String grins = "\ud83d\ude00".repeat(121);

        assertThat(SafeText.excerpt(grins)).isEqualTo("\ud83d\ude00".repeat(120) + "...");
        assertThat(SafeText.excerpt("a".repeat(120))).isEqualTo("a".repeat(120));
        assertThat(SafeText.excerpt("\u001b")).isEqualTo("\\u001b");
    }

    @Test
    void linesKeepLineFeedsOnly() {
        assertThat(SafeText.lines("1 passed\r\n10%\r20%\n\tat x\u2028y\n"))
                .containsExactly("1 passed", "10%\\r20%", "    at x\\u2028y");
        assertThat(SafeText.lines("")).containsExactly("");
        assertThat(SafeText.lines("\n")).containsExactly("");
        assertThat(SafeText.lines("a\n\nb\n\n")).containsExactly("a", "", "b", "");
    }

    @Test
    void aBlockNeverBeginsALineOfItsOwn() {
        assertThat(SafeText.block("red\nFile: forged\u001b[31m", "    ")).isEqualTo("red\n    File: forged\\u001b[31m");
    }

    @Test
    void jsonIsTheSameDocument() {
        assertThat(SafeText.json("{\n  \"a\": \"\u009b\u202e\u2028\ud800 \ud83d\ude00 \u00e9\"\n}\n"))
                .isEqualTo("{\n  \"a\": \"\\u009b\\u202e\\u2028\\ud800 \ud83d\ude00 \u00e9\"\n}\n");
    }
}
