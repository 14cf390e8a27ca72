"""Random models for the tests: the plain data that the engine reads, and the same model as the oracle sees it.

2 to 5 decision makers, ties, infeasible combinations, irreversible options, forbidden moves, listed graphs that are
neither transitive nor symmetric, nature, coalesced states, statements with and without tiers.
"""

from conflict_oracle import Case, holds

FORMAT = "detente-conflict/1"


def random_model(rng, number=0, *, most_states=32):
    """(plain, case) from a ``random.Random``."""
    return (_listed if rng.random() < 0.35 else _cube)(rng, f"m{number}", most_states)


def text(tree):
    """A condition as the model file writes it."""
    kind, *parts = tree
    if kind == "option":
        return parts[0]
    if kind == "not":
        return f"not {text(parts[0])}"
    if kind in ("at_least", "at_most", "exactly"):
        return f"{kind}({parts[0]}, {', '.join(map(text, parts[1:]))})"
    return f"({text(parts[0])} {kind} {text(parts[1])})"


def condition(rng, options, depth=2):
    """A random condition over some options."""
    if depth == 0 or rng.random() < 0.35:
        return ("option", rng.choice(options))
    kind = rng.choice(["not", "and", "or", "implies", "iff", "count"])
    if kind == "not":
        return ("not", condition(rng, options, depth - 1))
    if kind == "count":
        parts = [condition(rng, options, 0) for _ in range(3)]
        return (rng.choice(["at_least", "at_most", "exactly"]), rng.randrange(4), *parts)
    return (kind, condition(rng, options, depth - 1), condition(rng, options, depth - 1))


def _nature(rng, count):
    return [rng.random() < 0.15 for _ in range(count)]


def _values(rng, size):
    return [rng.randint(1, rng.choice([3, size])) for _ in range(size)]


def _listed(rng, name, most_states):
    count, size = rng.randint(2, 5), rng.randint(3, min(9, most_states))
    nature, density = _nature(rng, count), rng.uniform(0.1, 0.5)
    moves = [[{t for t in range(size) if t != s and rng.random() < density} for s in range(size)] for _ in range(count)]
    values = [_values(rng, size) for _ in range(count)]
    plain = {
        "format": FORMAT, "id": name, "states": [{"id": f"s{s}"} for s in range(size)],
        "decision_makers": [{"id": f"D{i}", "kind": "nature" if nature[i] else "actor", "preferences": {"values": values[i]}} for i in range(count)],
        "arcs": {f"D{i}": {f"s{s}": [f"s{t}" for t in sorted(moves[i][s])] for s in range(size) if moves[i][s]} for i in range(count)},
    }  # fmt: skip
    return plain, Case(count, size, moves, values, nature)


def _cube(rng, name, most_states):
    count = rng.randint(2, 5)
    n = rng.randint(count, max(count, min(5, most_states.bit_length() - 1)))
    options = [f"o{k}" for k in range(n)]
    place = {option: k for k, option in enumerate(options)}
    owner = [*range(count), *(rng.randrange(count) for _ in range(n - count))]
    ways = [rng.choice(["both", "both", "both", "forward", "back"]) for _ in range(n)]
    nature = _nature(rng, count)
    broken = ["".join(rng.choice("YN--") for _ in range(n)) for _ in range(rng.randint(0, 2))]
    cells = [code for code in range(1 << n) if not any(_fits(each, code) for each in broken)] or [0]
    broken = broken if len(cells) > 1 else []
    cells = cells if broken else list(range(1 << n))
    forbidden = [(rng.randrange(count), condition(rng, options, 1), condition(rng, options, 1))
                 for _ in range(rng.randint(1, 2) if rng.random() < 0.25 else 0)]  # fmt: skip
    merge = condition(rng, options, 1) if rng.random() < 0.25 else None
    merged = [code for code in cells if merge is not None and holds(merge, code, place)]
    states = sorted([(code,) for code in cells if code not in merged] + ([tuple(merged)] if merged else []))
    of = {code: at for at, members in enumerate(states) for code in members}
    moves = [[set() for _ in states] for _ in range(count)]
    for s in cells:
        for t in cells:
            for i in range(count):
                if of[s] != of[t] and _may(i, s, t, owner, ways) and not any(
                    by == i and holds(start, s, place) and holds(end, t, place) for by, start, end in forbidden
                ):  # fmt: skip
                    moves[i][of[s]].add(of[t])
    plain = {"format": FORMAT, "id": name, "decision_makers": []}
    scores = []
    for i in range(count):
        block, score = _preferences(rng, options, place, states, statements=not merged and rng.random() < 0.5)
        own = [{"id": options[k], "moves": ways[k]} for k in range(n) if owner[k] == i]
        plain["decision_makers"].append(
            {"id": f"D{i}", "kind": "nature" if nature[i] else "actor", "options": own, "preferences": block}
        )
        scores.append(score)
    plain["option_order"] = options
    if broken:
        plain["infeasible"] = broken
    if forbidden:
        plain["forbidden_moves"] = [
            {"by": f"D{by}", "from": text(start), "to": text(end)} for by, start, end in forbidden
        ]
    if merged:
        plain["coalesce"] = [{"id": "merged", "where": text(merge)}]
    return plain, Case(count, len(states), moves, scores, nature)


def _fits(pattern, code):
    return all(sign == "-" or (sign == "Y") == bool(code >> k & 1) for k, sign in enumerate(pattern))


def _may(i, s, t, owner, ways):
    changed = [k for k in range(len(owner)) if (s ^ t) >> k & 1]
    return bool(changed) and all(
        owner[k] == i and not (ways[k] == "forward" and s >> k & 1) and not (ways[k] == "back" and t >> k & 1)
        for k in changed
    )


def _preferences(rng, options, place, states, *, statements):
    if not statements:
        values = _values(rng, len(states))
        return {"values": values}, values
    trees = [condition(rng, options) for _ in range(rng.randint(1, 6))]
    tiers = [rng.randint(1, 4) if rng.random() < 0.4 else None for _ in trees]
    block = {
        "statements": [
            {"id": f"p{k}", "holds": text(tree)} | ({} if tiers[k] is None else {"tier": tiers[k]})
            for k, tree in enumerate(trees)
        ]
    }
    rank = [k + 1 if tier is None else tier for k, tier in enumerate(tiers)]
    score = [
        tuple(sum(holds(trees[k], members[0], place) for k in range(len(trees)) if rank[k] == tier) for tier in sorted(set(rank)))
        for members in states
    ]  # fmt: skip
    return block, score
