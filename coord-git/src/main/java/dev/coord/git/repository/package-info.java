/**
 * The user's repository as git knows it: its work trees, who commits, the branches of features, and who drives a run in it.
 */
@NullMarked
package dev.coord.git.repository;

import org.jspecify.annotations.NullMarked;
