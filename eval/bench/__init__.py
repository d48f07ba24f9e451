"""Speed, memory and growth of the assistant, measured on the machine at hand: ``make bench``."""
