"""When an answer is better not given, and what a refusal says is missing."""
