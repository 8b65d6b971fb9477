"""How far people agree, over tasks that at least two of them answered.

Both figures are None where they are not defined: with no such task, and for alpha also when
everybody gave the same label throughout, since then nothing could have differed.
"""

import numpy as np
from numpy.typing import NDArray

from ouvrage.quality.answers import Answers

Counts = NDArray[np.int64]


def percent_agreement(answers: Answers) -> float | None:
    """The mean over tasks of the part of pairs of answers that are the same, in [0, 1].

    J. Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", Psychological Bulletin 76(5),
    1971: the observed agreement, before chance.
    """
    _, same, total = _pairable(answers)
    if not len(total):
        return None
    return float(np.mean(same / (total * (total - 1))))


def krippendorff_alpha(answers: Answers) -> float | None:
    """Agreement beyond chance for labels without order: 1 is perfect, 0 is chance.

    alpha = ((n - 1) sum_c o_cc - e) / (n (n - 1) - e), e = sum_c n_c (n_c - 1), with o_cc
    the coincidences of label c and n_c its pairable answers: K. Krippendorff, "Computing
    Krippendorff's Alpha-Reliability", 2011, section C.
    """
    by_label, same, total = _pairable(answers)
    count = int(total.sum())
    chance = int((by_label * (by_label - 1)).sum())
    if count * (count - 1) == chance:
        return None
    observed = float((same / (total - 1)).sum())
    return ((count - 1) * observed - chance) / (count * (count - 1) - chance)


def _pairable(answers: Answers) -> tuple[Counts, Counts, Counts]:
    """Answers by label; by task the ordered pairs that agree, and the answers; tasks of two up."""
    task, label, count = answers.label_counts()
    answered = np.bincount(answers.task, minlength=len(answers.tasks))
    same = np.zeros(len(answers.tasks), np.int64)
    np.add.at(same, task, count * (count - 1))
    used = answered[task] >= 2
    by_label = np.zeros(len(answers.labels), np.int64)
    np.add.at(by_label, label[used], count[used])
    several = answered >= 2
    return by_label, same[several], answered[several].astype(np.int64)
