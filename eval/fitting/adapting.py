"""Linear maps under which questions lie near their answers, and near other questions with the same answer.

Contrastive learning over the training questions (InfoNCE, van den Oord et al. 2018, with several right ones): a
question has to tell the sentences that answer it from all others, and questions of other hands that the same
sentence answers from those that it does not answer. The maps begin as principal components and are held near them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedder import Vectors

COMPONENTS = 160
"""Dimensions that the maps lead to."""

_EPOCHS = 16
_BATCH = 512
_OTHERS = 1_500
"""Questions drawn for each batch that its questions are compared with."""

_TEMPERATURE = 0.07
_NEARNESS = 0.003
"""How much it costs to leave the principal components."""

_STEP = 3e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Maps:
    """Maps (dimension × components): of questions and of sentences to where they meet; of questions to each other."""

    question: Vectors
    sentence: Vectors
    alike: Vectors


def fit_maps(
    questions: Vectors, hands: Sequence[str], answers: Sequence[Iterable[int]], sentences: Vectors
) -> Maps:
    """The maps learnt from ``questions``, each by its hand and answered by the rows ``answers[i]`` of ``sentences``."""
    import torch
    from scipy.sparse import csr_matrix

    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    count = len(questions)
    places = [(at, row) for at, rows in enumerate(answers) for row in rows]
    at, row = (np.array(found) for found in zip(*places, strict=True))
    right = csr_matrix((np.ones(len(at), dtype=np.float32), (at, row)), shape=(count, len(sentences)))
    answered = right.T.tocsr()
    _, by = np.unique(hands, return_inverse=True)
    hand = torch.tensor(by)
    asked, said = torch.tensor(questions), torch.tensor(sentences)
    _, _, axes = np.linalg.svd(questions, full_matrices=False)
    first = torch.tensor(axes[:COMPONENTS].T.copy(), dtype=torch.float32)
    maps = [first.clone().requires_grad_(True) for _ in range(3)]
    question, sentence, alike = maps
    unit = torch.nn.functional.normalize
    optimizer = torch.optim.Adam(maps, lr=_STEP)

    def contrast(scores: torch.Tensor, good: torch.Tensor) -> torch.Tensor:
        chosen = scores.masked_fill(~good, -1e9)
        return torch.logsumexp(scores, 1) - torch.logsumexp(chosen, 1)

    for _ in range(_EPOCHS):
        for batch in torch.tensor(chance.permutation(count)).split(_BATCH):
            own = right[batch.numpy()]
            same = chance.permutation((own @ answered).indices)[: 2 * _BATCH]
            others = np.unique(np.concatenate([same, chance.integers(0, count, _OTHERS)]))
            shared = (own @ right[others].T).toarray() > 0
            apart = hand[batch][:, None] != hand[others][None, :]
            good = torch.tensor(shared) & apart
            some = good.any(1)
            near = unit(asked[batch] @ alike, dim=1) @ unit(asked[others] @ alike, dim=1).T / _TEMPERATURE
            loss = contrast(near.masked_fill(~apart, -1e9), good)[some].mean() if some.any() else 0.0
            found = unit(asked[batch] @ question, dim=1) @ unit(said @ sentence, dim=1).T / _TEMPERATURE
            holds = torch.tensor(own.toarray() > 0)
            loss = loss + contrast(found, holds).mean()
            loss = loss + _NEARNESS * sum(((fitted - first) ** 2).sum() for fitted in maps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    learnt = [np.ascontiguousarray(own.detach().numpy(), dtype=np.float32) for own in maps]
    return Maps(question=learnt[0], sentence=learnt[1], alike=learnt[2])
