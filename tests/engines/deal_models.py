"""Random deals of small size, plain enough for the oracle."""


def random_deal(rng, *, governments=2, votes=True, interactions=True):
    """Three issues with two or three levels; vetoes, votes, pressure, treaties, threats, outside options."""
    ids = ["A", "B", "C"][:governments]
    issues = []
    for k in range(3):
        levels = [0, 0.5, 1] if rng.random() < 0.6 else [0, 1]
        issue = {"id": f"I{k}", "kind": "levels", "levels": levels, "controller": rng.choice([*ids, "joint"])}
        if rng.random() < 0.7:
            issue["status_quo"] = rng.choice(levels)
        if issue["controller"] != "joint":
            if rng.random() < 0.4:
                issue["retaliation"] = rng.choice(levels)
            if rng.random() < 0.5:
                issue["treaty"] = {
                    rng.choice(["at_least", "at_most"]): rng.choice(levels),
                    "pi": round(rng.random(), 2),
                }
        issues.append(issue)

    def taste(most):
        own = rng.sample([issue["id"] for issue in issues], rng.randint(1, most))
        weights = {each: round(rng.uniform(0.1, 1), 2) for each in own}
        return {
            "weights": weights,
            "ideals": {each: rng.choice([0, 0.25, 0.5, 1]) for each in own},
            "gamma": rng.choice([1, 2]),
        }

    sides = [
        {"id": each, "alpha": round(rng.uniform(0.2, 1), 2), "audience_cost": round(rng.random() / 2, 2), "credit": rng.choice([0, 0.1]),
         "resentment": round(rng.random(), 2), **taste(3)}
        for each in ids
    ]  # fmt: skip
    if rng.random() < 0.3:
        sides[0]["outside"] = round(rng.random(), 2)
    ratifiers = [
        {"id": f"R{j}", "government": rng.choice(ids), "rule": rng.choice(["veto", "vote", "pressure"] if votes else ["pressure"]),
         "votes": rng.randint(1, 50), "rho": rng.choice([0, 0.1, 0.2]), "margin": round(rng.uniform(-0.6, 0.2), 2),
         "sigma": rng.choice([0, 0.1]), **taste(2)}
        for j in range(rng.randint(0, 4))
    ]  # fmt: skip
    held = [issue for issue in issues if issue["controller"] != "joint"]
    threats = [
        {"by": issue["controller"], "issue": issue["id"], "level": rng.choice(issue["levels"]), "credibility": round(rng.random(), 2)}
        for issue in held if rng.random() < 0.5
    ]  # fmt: skip
    crosses = [{"actor": rng.choice(ids), "issues": ["I0", "I2"], "weight": round(rng.uniform(-0.2, 0.2), 2)}]
    return {
        "format": "detente-deal/1", "mu": round(rng.random(), 1), "treaties": rng.random() < 0.8, "issues": issues,
        "governments": sides, "ratifiers": ratifiers, "threats": threats,
        "quotas": {"A": {"quota": rng.choice([0.5, 0.6]), "strict": rng.random() < 0.5}},
        "interactions": crosses if interactions and rng.random() < 0.5 else [],
    }  # fmt: skip
