/** What is measured, side by side with a baseline. */
package dev.coord.bench;
