"""``python -m eval.fitting``: fits all parameters on an index and writes ``assistant/data/weights.json``."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.weights import PARAMETERS, PLAIN
from eval.fitting.asked_before import write_memory
from eval.fitting.fitting import Fitting
from eval.fitting.writing import written


def main() -> None:
    """Fits, prints what cross-validation says, and writes the parameters."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder of the index [data]")
    parser.add_argument(
        "--also", type=Path, help="data folder of an index of other texts of the same records"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the scores and write nothing")
    parser.add_argument(
        "--plain", action="store_true", help="fit what other documents are weighed by: no memory and no maps"
    )
    parser.add_argument(
        "--answers", action="store_true", help="print also how whole answers to dev questions score, unseen"
    )
    arguments = parser.parse_args()
    fitting = Fitting(arguments.data, arguments.also, plain=arguments.plain)
    for line in fitting.cross_validated():
        print(line)  # noqa: T201
    if arguments.answers:
        for line in fitting.whole_answers():
            print(line)  # noqa: T201
    if not arguments.dry_run:
        print("written:", written(fitting.parameters(), PLAIN if arguments.plain else PARAMETERS))  # noqa: T201
    if not arguments.dry_run and not arguments.plain:
        print("written:", *write_memory(*fitting.questions.without("")))  # noqa: T201


if __name__ == "__main__":
    main()
