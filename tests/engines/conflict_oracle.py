"""Slow, plain and separate: stability written straight from the definitions, by explicit search over (state, last mover).

It shares nothing with the engine: it reads a plain model of the option or the explicit form by itself (conditions are
nested tuples, see conflict_models), and it never propagates anything.
"""

from itertools import combinations

CONCEPTS = ("nash", "gmr", "smr", "seq", "seq_symmetric")


def holds(tree, code, place):
    """Whether a condition is true in a combination of options. ``place`` maps an option to its bit."""
    kind, *parts = tree
    if kind == "option":
        return bool(code >> place[parts[0]] & 1)
    if kind == "not":
        return not holds(parts[0], code, place)
    if kind in ("at_least", "at_most", "exactly"):
        true = sum(holds(each, code, place) for each in parts[1:])
        return {"at_least": true >= parts[0], "at_most": true <= parts[0], "exactly": true == parts[0]}[kind]
    one, other = holds(parts[0], code, place), holds(parts[1], code, place)
    return {"and": one and other, "or": one or other, "implies": not one or other, "iff": one == other}[kind]


class Case:
    """One model as the oracle sees it: for each state the set of targets of each decision maker, and what it ranks where."""

    def __init__(self, count, size, moves, score, nature):
        self.count, self.size = count, size
        self.moves = moves  # moves[i][s] -> set of t
        self.score = score  # score[i][s], larger is preferred
        self.nature = nature
        self.better = [
            [{t for t in moves[i][s] if score[i][t] > score[i][s]} for s in range(size)] for i in range(count)
        ]

    def joint(self, movers, start, improving):
        """R_H(start) or R+_H(start): every state reached by a non-empty sequence in which nobody moves twice in a row."""
        table = self.better if improving else self.moves
        seen, todo = set(), [(start, None)]
        while todo:
            state, last = todo.pop()
            for k in movers:
                if k != last:
                    for t in table[k][state]:
                        if (t, k) not in seen:
                            seen.add((t, k))
                            todo.append((t, k))
        return {t for t, _ in seen}

    def stable(self):
        """concept -> decision maker -> list of flags."""
        found = {concept: [[False] * self.size for _ in range(self.count)] for concept in CONCEPTS}
        for i in range(self.count):
            others, score, moves = [k for k in range(self.count) if k != i], self.score[i], self.moves[i]
            answers = {}
            for s in range(self.size):
                wanted = self.better[i][s]
                for concept in CONCEPTS:
                    if concept == "nash" or self.nature[i] or not wanted:
                        found[concept][i][s] = not wanted
                        continue
                    improving = concept in ("seq", "seq_symmetric")
                    final = concept in ("smr", "seq_symmetric")
                    found[concept][i][s] = all(
                        any(
                            score[s2] <= score[s] and (not final or all(score[s3] <= score[s] for s3 in moves[s2]))
                            for s2 in self._answers(answers, others, s1, improving)
                        )
                        for s1 in wanted
                    )
        return found

    def _answers(self, known, others, s1, improving):
        if (s1, improving) not in known:
            known[s1, improving] = self.joint(others, s1, improving)
        return known[s1, improving]

    def coalitions(self):
        """concept -> coalition -> list of flags."""
        actors = [i for i in range(self.count) if not self.nature[i]]
        found = {concept: {} for concept in ("nash", "gmr", "smr", "seq")}
        for length in range(1, len(actors) + 1):
            for group in combinations(actors, length):
                rest = [k for k in range(self.count) if k not in group]
                own = [self.joint(group, s, False) for s in range(self.size)]
                for concept, by_group in found.items():
                    by_group[group] = [self._holds(concept, group, rest, own, s) for s in range(self.size)]
        return found

    def _holds(self, concept, group, rest, own, s):
        def gain(t):
            return all(self.score[i][t] > self.score[i][s] for i in group)

        for t in own[s]:
            if gain(t):
                answers = [] if concept == "nash" else self.joint(rest, t, concept == "seq")
                good = [u for u in answers if not gain(u)]
                if concept == "smr":
                    good = [u for u in good if not any(gain(v) for v in own[u])]
                if not good:
                    return False
        return True
