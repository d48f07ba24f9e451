"""The network that decides when to refuse."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.refusing.network import Network, unpacked
from eval.fitting.network import fit_network


@pytest.fixture(scope="module")
def given() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Two signals of which either but not both is right, which no sum of them tells; a vector and two words."""
    random = np.random.default_rng(3)
    signals = random.integers(0, 2, (1_500, 2)).astype(np.float32)
    vectors = random.normal(0, 0.1, (1_500, 3)).astype(np.float32)
    said = random.integers(0, 2, (1_500, 2)).astype(np.float32)
    return signals, vectors, said, signals[:, 0] != signals[:, 1]


@pytest.fixture(scope="module")
def network(given: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]) -> Network:
    signals, vectors, said, right = given
    return fit_network(signals, vectors, said, right, np.ones(len(right), dtype=np.float32))


def test_signals_are_weighed_together(
    network: Network, given: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
) -> None:
    signals, vectors, said, right = given
    assert ((network.scores(signals, vectors, said) > 0) == right).mean() > 0.95


def test_a_network_is_the_same_after_packing(
    network: Network, given: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
) -> None:
    signals, vectors, said, _ = given
    again = unpacked(network.packed(), network.middle, network.scale)
    assert again.scores(signals, vectors, said) == pytest.approx(
        network.scores(signals, vectors, said), abs=0.02
    )


def test_the_same_questions_give_the_same_network(
    network: Network, given: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
) -> None:
    signals, vectors, said, right = given
    again = fit_network(signals, vectors, said, right, np.ones(len(right), dtype=np.float32))
    assert again.packed() == network.packed()
