package dev.coord.core.json.input;

import dev.coord.SafeText;
import dev.coord.plan.Feature;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a feature is expected to take: an ISO-8601 duration of days, hours, minutes and seconds. */
final class Estimate {

    /** As in the JSON Schema of the feature file. */
    private static final Pattern FORM = Pattern.compile("P(?=.*[1-9])(?:[0-9]{1,6}D)?"
            + "(?:T(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?S)?)?");

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6}) ?(d|h|m|s)[a-z]*");

    private Estimate() {}

    static Optional<Duration> read(String text) {
        return Optional.of(text)
                .filter(form -> FORM.matcher(form).matches())
                .map(Duration::parse)
                .filter(time -> time.compareTo(Feature.LONGEST_ESTIMATE) <= 0);
    }

    static String refusal(String text) {
        if (FORM.matcher(text).matches()) {
            return "estimate '" + text + "' is too long; give at most " + Feature.LONGEST_ESTIMATE.toDays() + " days";
        }
        Matcher meant = SHORT.matcher(text.toLowerCase(Locale.ROOT));
        if (meant.matches()) {
            String unit = meant.group(2).toUpperCase(Locale.ROOT);
            return "estimate '" + SafeText.excerpt(text) + "' is not an ISO-8601 duration; write "
                    + (unit.equals("D") ? "P" : "PT") + meant.group(1) + unit;
        }
        return "estimate '" + SafeText.excerpt(text)
                + "' is not an ISO-8601 duration; write one such as PT45M or P1DT2H, longer than zero";
    }
}
