"""Help for coders: what each PLOVER type means, what it is confused with, and the rule that decides.

Meanings, boundaries and modes follow the PLOVER manual (draft 0.8 of 2021) in our own words; the examples are invented.
"""

from typing import Any, NamedTuple

from detente.dossier import plover


class Help(NamedTuple):
    """One type: its meaning in a line, two invented sentences, the two types most often taken for it, a plain sentence."""

    meaning: str
    examples: tuple[str, str]
    neighbours: tuple[str, str]
    sentence: str  # with {source} and {target}: what a coded event says when nobody wrote a summary


HELP: dict[str, Help] = {
    "AGREE": Help("says it will or is willing to cooperate later: promise, offer, acceptance, announced meeting, future aid",
                  ("Veldria offered Sudria a loan.", "Sudria's minister will come to Veldria in May."), ("SUPPORT", "CONSULT"),
                  "{source} agreed or offered to cooperate with {target}"),
    "CONSULT": Help("talks take place: visit, hosting, call, negotiation, mediation",
                    ("Veldria's envoy met the harbour council of Sudria.", "The two presidents spoke by telephone."), ("AGREE", "SUPPORT"),
                    "{source} held talks with {target}"),
    "SUPPORT": Help("backs, praises, recognises, congratulates; signs or ratifies an agreement",
                    ("Veldria's parliament ratified the river treaty.", "Sudria praised its neighbour's courts."), ("AGREE", "COOPERATE"),
                    "{source} backed {target}, or signed what the two had agreed"),
    "CONCEDE": Help("gives way in words or rules, nothing material yet: pardon, apology, eased rule, dropped demand, announced withdrawal",
                    ("Sudria apologised for the raid.", "Veldria announced that its boats would leave."), ("RETREAT", "AGREE"),
                    "{source} gave way to {target} in words or rules"),
    "COOPERATE": Help("material exchange that serves both sides: trade, joint exercise, extradition, shared intelligence",
                      ("The two navies exercised together.", "Sudria handed a fraud suspect over to Veldria."), ("AID", "SUPPORT"),
                      "{source} cooperated with {target} in deed"),
    "AID": Help("material help that serves mainly the receiver: money, arms, relief, asylum, forgiven debt, rescue",
                ("Veldria sent tents to flooded Sudria.", "Sudria wrote off a third of the debt."), ("COOPERATE", "AGREE"),
                "{source} gave {target} material help"),
    "RETREAT": Help("gives way in deed: release, withdrawal, disarmament, kept ceasefire, access granted, resignation",
                    ("Sudria freed the four sailors.", "Veldria's patrols left the strait."), ("CONCEDE", "AID"),
                    "{source} gave way to {target} in deed"),
    "REQUEST": Help("asks, demands or orders",
                    ("Veldria demanded that the crew be freed.", "Sudria asked for help with the inquiry."), ("THREATEN", "REJECT"),
                    "{source} asked or demanded something of {target}"),
    "ACCUSE": Help("criticises, blames, complains, sues, charges, investigates",
                   ("Veldria called the new duty unlawful.", "Sudria's prosecutor opened an inquiry into the fleet."), ("THREATEN", "PROTEST"),
                   "{source} criticised or accused {target}"),
    "REJECT": Help("refuses, declines, vetoes, cancels a meeting, defies a rule",
                   ("Sudria refused to free the crew.", "Veldria called the summit off."), ("SANCTION", "REQUEST"),
                   "{source} refused what {target} had asked or proposed"),
    "THREATEN": Help("warns of a harmful act to come",
                     ("Sudria said it would tax timber unless the quota fell.", "Veldria warned that envoys might have to go."), ("REQUEST", "ACCUSE"),
                     "{source} threatened {target} with a harmful act"),
    "PROTEST": Help("civilians act together in public against somebody",
                    ("Dockers in Sudria went on strike over the treaty.", "Crowds marched to Veldria's embassy."), ("ACCUSE", "REJECT"),
                    "{source} protested in public against {target}"),
    "SANCTION": Help("cuts back relations that existed: aid stopped, talks or ties broken, envoys expelled, embargo, conviction in court",
                     ("Veldria sent two diplomats home.", "Sudria ended the coal deliveries."), ("COERCE", "REJECT"),
                     "{source} cut back its relations with {target}"),
    "MOBILIZE": Help("readies or moves armed or police force without using it",
                     ("Veldria moved two brigades to the river.", "Sudria put its coast guard on alert."), ("ASSAULT", "COERCE"),
                     "{source} readied or moved forces against {target}"),
    "COERCE": Help("uses power short of violence: arrest, seizure, ban, curfew, deportation, restriction, hacking",
                   ("Sudria seized a trawler.", "Veldria shut its market to foreign timber."), ("SANCTION", "ASSAULT"),
                   "{source} used its power against {target} short of violence"),
    "ASSAULT": Help("deliberate act that can do serious bodily harm or destruction",
                    ("Shells fell on a border post.", "Militiamen took two fishermen hostage."), ("MOBILIZE", "COERCE"),
                    "{source} attacked {target}"),
}  # fmt: skip

_BOUNDARIES: dict[frozenset[str], str] = {
    frozenset(pair): rule
    for pair, rule in {
        ("AGREE", "SUPPORT"): "Signed, ratified or concluded, or praise: SUPPORT. Promised to sign, willing, offered: AGREE.",
        ("AGREE", "CONSULT"): "Talks take place: CONSULT. A meeting announced, planned or an invitation: AGREE.",
        ("AGREE", "AID"): "Help that arrives: AID. Help that is offered or pledged: AGREE.",
        ("AGREE", "COOPERATE"): "Done together already: COOPERATE. To be done: AGREE.",
        ("AGREE", "CONCEDE"): "Gives up something of its own that was demanded: CONCEDE. Offers to work together: AGREE.",
        ("CONCEDE", "RETREAT"): "Words or rules (pardon, apology, announced pull-out): CONCEDE. Deed (release, pull-out done): RETREAT.",
        ("AID", "COOPERATE"): "Both gain: COOPERATE. Mainly the receiver gains: AID (forgiven debt, rescue, relief).",
        ("AID", "RETREAT"): "Help to the other side: AID. Stops holding, occupying or fighting: RETREAT.",
        ("COOPERATE", "SUPPORT"): "Material exchange or joint work: COOPERATE. Words, recognition, a signature: SUPPORT.",
        ("CONSULT", "SUPPORT"): "Talks as such: CONSULT. What was signed or praised at them: SUPPORT.",
        ("REQUEST", "THREATEN"): "Ask, demand, order: REQUEST. With an \"or else\" that harms: THREATEN.",
        ("REJECT", "REQUEST"): "Says no to what was asked: REJECT. Asks itself: REQUEST. A withdrawn demand is CONCEDE.",
        ("REJECT", "SANCTION"): "Never had it, was asked for it, or a cancelled meeting: REJECT. Cuts what existed: SANCTION.",
        ("ACCUSE", "THREATEN"): "Blames for what was done: ACCUSE. Warns of what it will do: THREATEN.",
        ("ACCUSE", "PROTEST"): "Civilians in the street, strike, blockade: PROTEST. A note, a statement, an envoy called in: ACCUSE.",
        ("ACCUSE", "SANCTION"): "Suit, charge, inquiry: ACCUSE. Finding of guilt or liability: SANCTION convict.",
        ("PROTEST", "REJECT"): "Civilians together in public: PROTEST. A government or body that says no: REJECT.",
        ("COERCE", "SANCTION"): "Less of a relation that existed: SANCTION. Power used on persons or goods: COERCE. Envoys out: SANCTION; others: COERCE deport.",
        ("ASSAULT", "MOBILIZE"): "Force readied or moved: MOBILIZE. Force used: only ASSAULT.",
        ("COERCE", "MOBILIZE"): "Arrests, seizes, closes: COERCE. Only stands ready: MOBILIZE.",
        ("ASSAULT", "COERCE"): "Bodily harm or destruction: ASSAULT. Short of it: COERCE. Fighters captured: ASSAULT abduct; suspects: COERCE arrest.",
        ("COOPERATE", "MOBILIZE"): "Exercise together: COOPERATE, context military. One side's exercise: MOBILIZE.",
    }.items()
}  # fmt: skip


def boundary(first: str, second: str) -> str:
    """The rule that separates two types; their quad classes where no rule is written down, "" for the same type."""
    if first == second or first not in HELP or second not in HELP:
        return ""
    rule = _BOUNDARIES.get(frozenset((first, second)))
    if rule:
        return rule
    sides = (f"{name}: {plover.QUADS[plover.TYPES[name].quad]}" for name in (first, second))
    return f"No rule stands between the two. {'. '.join(sides)}."


def help_for(kind: str) -> dict[str, Any]:
    """Everything the screen says about a type: meaning, examples, neighbours with their rules, modes, what is required."""
    entry, known = HELP[kind], plover.TYPES[kind]
    return {
        "type": kind,
        "quad": plover.QUADS[known.quad],
        "meaning": entry.meaning,
        "examples": list(entry.examples),
        "neighbours": [{"type": other, "rule": boundary(kind, other)} for other in entry.neighbours],
        "modes": list(known.modes),
        "needs_target": known.needs_target,
        "never_future": plover.NEVER_FUTURE.get(kind),
    }


def plain_sentence(kind: str, source: str, target: str) -> str:
    """A coded event in words, for a coder who wrote no summary. It says no more than the code does."""
    said = HELP[kind].sentence
    if not target:
        said = said.replace(" with {target}", "").replace(" of {target}", "").replace(" against {target}", "").replace(" to {target}", "")  # fmt: skip
    return said.format(source=source or "Somebody", target=target or "others") + "."
