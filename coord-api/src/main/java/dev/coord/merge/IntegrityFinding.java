package dev.coord.merge;

import dev.coord.FeatureId;

/**
 * Something that is wrong with a file of a candidate. Immutable. Specification 6.1.
 *
 * @param feature whose work it is
 * @param check the name of the check that found it
 * @param path the file, as git has it
 * @param line its line, from 1; 0 where it is about the whole file
 * @param message what is wrong, such as {@code marks of a conflict are left}
 * @param remedy what to do about it, for whoever made it
 * @param stops whether the feature may not land with it; otherwise people are told
 */
public record IntegrityFinding(
        FeatureId feature, String check, String path, int line, String message, String remedy, boolean stops) {}
