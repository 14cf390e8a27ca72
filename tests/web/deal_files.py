"""A small table for the pages: two issues, two governments, a veto, a threat, a treaty."""

DEAL = """\
id: fish-salmon
format: detente-deal/1
title: Fish against salmon
claims: [g-closure]
channel: quiet
# the remark of its owner
issues:
  - {id: FISH, title: Waters, kind: levels, levels: [{name: closed, at: 0}, {name: half, at: 0.5}, {name: open, at: 1}], controller: NV, status_quo: closed, claims: [g-closure]}
  - {id: DUTY, title: Duty, kind: levels, levels: [{name: high, at: 0}, {name: low, at: 0.6}, {name: none, at: 1}], controller: SD, status_quo: low, retaliation: high, treaty: {at_least: 0.6, pi: 0.4}}
governments:
  - {id: NV, title: Norvia, alpha: {low: 0.4, mode: 0.5, high: 0.6, claims: [g-closure]}, weights: {FISH: 0.4, DUTY: {low: 0.5, mode: 0.8, high: 0.9, claims: [r-count]}}, ideals: {FISH: 0.1, DUTY: 1}, audience_cost: 0.3}
  - {id: SD, title: Sudland, alpha: 0.5, weights: {FISH: 0.9, DUTY: 0.3}, ideals: {FISH: 1, DUTY: {low: 0, mode: 0.2, high: 0.5, assumption: Nobody asked.}}, credit: 0.2}
ratifiers:
  - {id: Fleet, title: The fleet, government: NV, rule: veto, margin: -0.6, sigma: 0.05, weights: {FISH: 1}, ideals: {FISH: 0.1}, claims: [g-closure]}
threats:
  - {by: SD, issue: DUTY, level: high, credibility: 0.5}
scenarios:
  quiet: {title: Behind closed doors, channel: quiet, claims: [r-count], set: {governments.NV.ideals.FISH: 0.3}}
  public: {title: In view of all, channel: public, set: {}}
"""
