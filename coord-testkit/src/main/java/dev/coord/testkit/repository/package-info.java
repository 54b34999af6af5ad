/** A model of git as values, not published: commits, refs and work trees. One thread at a time. */
@NullMarked
package dev.coord.testkit.repository;

import org.jspecify.annotations.NullMarked;
