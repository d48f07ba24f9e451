"""Answer quality as numbers: cases, metrics, the runner, its report, and the committed baselines.

``cases/*.jsonl`` and ``proposals.jsonl`` are the questions; ``metrics`` scores one answer at a time;
``runner`` asks and aggregates; ``report`` writes JSON and HTML; ``gate`` compares with ``baselines/``.
"""
