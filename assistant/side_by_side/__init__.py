"""Comparisons: the sides of a question, the records that they mean, and these side by side in a table."""
