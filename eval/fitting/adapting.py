"""Linear maps under which questions lie near their answers, and near other questions with the same answer.

Contrastive learning over the training questions (InfoNCE, van den Oord et al. 2018, with several right ones): a
question has to tell the sentences that answer it from all others of the same text, and questions of other hands that
the same sentences answer from those that they do not answer; the more of their answers two questions share, the more
alike they should be. The maps begin as principal components and are held near them.
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

_TEMPERATURE = 0.05
_NEARNESS = 0.001
"""How much it costs to leave the principal components."""

_STEP = 3e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Maps:
    """Maps (dimension × components): of questions and of sentences to where they meet; of questions to each other."""

    question: Vectors
    sentence: Vectors
    alike: Vectors


def fit_maps(
    questions: Vectors, hands: Sequence[str], answers: Sequence[Iterable[int]], texts: Sequence[Vectors]
) -> Maps:
    """The maps learnt from ``questions``, each by its hand.

    ``texts`` are the sentences of one or more wordings of the same records, and question ``i`` is answered by the
    rows ``answers[i]`` of all of them, one below the other. Which questions are alike the first text decides.
    """
    import torch
    from scipy.sparse import csr_matrix

    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    count = len(questions)
    places = [(at, row) for at, rows in enumerate(answers) for row in rows]
    at, row = (np.array(found) for found in zip(*places, strict=True))
    right = csr_matrix((np.ones(len(at), dtype=np.float32), (at, row)), shape=(count, sum(map(len, texts))))
    first_text = right[:, : len(texts[0])]
    answered, sizes = first_text.T.tocsr(), np.asarray(first_text.sum(axis=1)).ravel()
    ends = np.cumsum([len(text) for text in texts])
    _, by = np.unique(hands, return_inverse=True)
    hand = torch.tensor(by)
    asked, said = torch.tensor(questions), [torch.tensor(text) for text in texts]
    _, _, axes = np.linalg.svd(questions, full_matrices=False)
    first = torch.tensor(axes[:COMPONENTS].T.copy(), dtype=torch.float32)
    maps = [first.clone().requires_grad_(True) for _ in range(3)]
    question, sentence, alike = maps
    unit = torch.nn.functional.normalize
    optimizer = torch.optim.Adam(maps, lr=_STEP)

    def contrast(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        """The loss of the ``scores`` where others are ``right`` (0–1)."""
        some = right.gt(0).any(1)
        if not some.any():
            return torch.zeros(())
        scores, shares = scores[some], torch.log(right[some] + 1e-30)
        return (torch.logsumexp(scores, 1) - torch.logsumexp(scores + shares, 1)).mean()

    for _ in range(_EPOCHS):
        for batch in torch.tensor(chance.permutation(count)).split(_BATCH):
            own = first_text[batch.numpy()]
            same = chance.permutation((own @ answered).indices)[: 2 * _BATCH]
            others = np.unique(np.concatenate([same, chance.integers(0, count, _OTHERS)]))
            shared = (own @ first_text[others].T).toarray()
            either = sizes[batch.numpy()][:, None] + sizes[others][None, :] - shared
            apart = hand[batch][:, None] != hand[others][None, :]
            near = unit(asked[batch] @ alike, dim=1) @ unit(asked[others] @ alike, dim=1).T / _TEMPERATURE
            loss = contrast(near.masked_fill(~apart, -1e9), torch.tensor(shared / either) * apart)
            mapped = unit(asked[batch] @ question, dim=1)
            for text, end in zip(said, ends.tolist(), strict=True):
                found = mapped @ unit(text @ sentence, dim=1).T / _TEMPERATURE
                holds = right[batch.numpy(), end - len(text) : end].toarray()
                loss = loss + contrast(found, torch.tensor(holds)) / len(said)
            loss = loss + _NEARNESS * sum(((fitted - first) ** 2).sum() for fitted in maps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    learnt = [np.ascontiguousarray(own.detach().numpy(), dtype=np.float32) for own in maps]
    return Maps(question=learnt[0], sentence=learnt[1], alike=learnt[2])
