"""What texts name: bodies, names, numbers beside what they count, turns of events."""
