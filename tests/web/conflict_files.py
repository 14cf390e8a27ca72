"""A small conflict for the pages: a patrol and a protest, two readings, one of them without an outcome that lasts."""

CONFLICT = """\
id: patrols
format: detente-conflict/1
title: Patrols in the gulf
claims: [g-closure]
note: One reading.
# a remark of its owner
decision_makers:
  - id: norvia
    title: Norvia
    options:
      - {id: patrol, title: send patrols}
    preferences:
      statements:
        # what counts most
        - {id: keep-out, holds: protest implies not patrol, claims: [g-closure], note: Told.}
        - {id: show-flag, holds: patrol, claims: [g-closure]}
  - id: sudland
    title: Sudland
    options:
      - {id: protest, title: protest aloud}
    preferences:
      statements:
        - {id: answer, holds: patrol implies protest, assumption: Nobody says so.}
        - {id: calm, holds: not protest, claims: [r-count]}
status_quo: "0"
outcome: {state: "3", date: "2020-05-04"}
profiles:
  - id: meek
    title: Sudland never protests
    claims: [r-count]
    note: The Review's reading.
    preferences:
      sudland:
        statements:
          - {id: calm, holds: not protest, claims: [r-count]}
"""
