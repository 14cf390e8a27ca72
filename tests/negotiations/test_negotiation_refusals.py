"""Bad negotiation files: every problem at once, each with file and place; hostile ones are never followed."""

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from negotiation_samples import genius_files, geniusweb_data, geniusweb_files, negmas_files, put

from detente.cli.deal import deal
from detente.cli.main import main
from detente.kernel.errors import DetenteError
from detente.sources.negotiations.findings import MAX_LEVELS
from detente.store import negotiation_files
from detente.workbench.negotiations import read_deal_files

PROFILE = "LinearAdditiveUtilitySpace"


def _problems(path: Path) -> list[str]:
    with pytest.raises(DetenteError) as caught:
        read_deal_files(path)
    folder = str(path if path.is_dir() else path.parent)
    return [str(each).replace(folder + os.sep, "").replace(folder, "FOLDER") for each in caught.value.problems]


def test_every_problem_of_a_geniusweb_folder_is_named_at_once(tmp_path: Path) -> None:
    data = geniusweb_data()
    a, b = (data[f"{side}.json"][PROFILE] for side in ("profileA", "profileB"))
    del a["domain"], b["domain"]
    del a["issueUtilities"]["Tone"]["DiscreteValueSetUtilities"]["valueUtilities"]["loud"]
    a["issueUtilities"]["Tone"]["DiscreteValueSetUtilities"]["valueUtilities"]["shrill"] = 1
    a["issueWeights"]["Energy"] = -0.3
    a["reservationBid"]["issuevalues"]["Energy"] = "ajar"
    b["issueUtilities"]["Energy"] = {"GroupUtilities": {}}
    b["issueUtilities"]["Trade"] = b["issueUtilities"]["Migration"]
    del b["issueWeights"]["Migration"]
    b["issueWeights"]["Tone"] = "much"
    found = _problems(
        put(
            tmp_path,
            "geniusweb",
            profileA=json.dumps(data["profileA.json"]),
            profileB=json.dumps(data["profileB.json"]),
        )
    )
    assert found == [
        "profileA.json: issueWeights.Energy: -0.3 is below 0; write 0 or more [negotiation-value]",
        "profileA.json: issueUtilities.Tone.shrill: the domain has no such value; correct the spelling [negotiation-unknown]",
        "profileA.json: issueUtilities.Tone.loud: no utility for this value of the domain; add it [negotiation-incomplete]",
        "profileB.json: issueUtilities.Trade: the domain has no such issue; correct the spelling [negotiation-unknown]",
        "profileB.json: issueWeights.Migration: this issue of the domain is missing; add it [negotiation-incomplete]",
        "profileB.json: issueWeights.Tone: 'much' is no finite number; write a number such as 0.25 [negotiation-value]",
        "profileB.json: issueUtilities.Energy: utilities of type 'GroupUtilities' are not read; "
        "use DiscreteValueSetUtilities or NumberValueSetUtilities [negotiation-type]",
    ]


def test_a_reservation_bid_outside_the_domain_is_refused(tmp_path: Path) -> None:
    data = geniusweb_data()["profileA.json"]
    data[PROFILE]["reservationBid"]["issuevalues"] |= {"Energy": "ajar", "Trade": "free"}
    assert _problems(put(tmp_path, "geniusweb", profileA=json.dumps(data))) == [
        "profileA.json: reservationBid.Energy: the domain has no value 'ajar'; correct the spelling [negotiation-unknown]",
        "profileA.json: reservationBid.Trade: the domain has no such issue; correct the spelling [negotiation-unknown]",
    ]


def test_a_profile_of_another_domain_is_refused(tmp_path: Path) -> None:
    data = geniusweb_data()["profileA.json"]
    data[PROFILE]["domain"]["issuesValues"]["Tone"]["values"] = ["silent", "loud"]
    assert _problems(put(tmp_path, "geniusweb", profileA=json.dumps(data))) == [
        "profileA.json: domain.issuesValues.Tone: differs from the domain of the folder; use one domain for all profiles "
        "[negotiation-unknown]"
    ]


def test_every_problem_of_a_genius_negotiation_is_named_at_once(tmp_path: Path) -> None:
    a, b = genius_files()["profileA.xml"], genius_files()["profileB.xml"]
    a = a.replace('<item index="3" value="loud" evaluation="1.0"/>', "").replace(
        'evaluation="0.55"', 'evaluation="half"'
    )
    a = a.replace('<weight index="3" value="0.3"/>', "").replace('reservation value="0.2"', 'reservation value="nan"')
    b = b.replace('<weight index="2" value="0.45"/>', '<weight index="2" value="-1"/>').replace('"0.8"', '"-0.8"')
    b = b.replace('name="Energy"', 'name="Power"')
    assert _problems(put(tmp_path, "genius", profileA=a, profileB=b)) == [
        "profileA.xml: issue.Migration.some@evaluation: 'half' is no finite number; write a number such as 0.25 [negotiation-value]",
        "profileA.xml: issue.Tone.loud: no evaluation for this value of the domain; add it [negotiation-incomplete]",
        "profileA.xml: issue.Energy: no weight has the index '3'; add a weight [negotiation-incomplete]",
        "profileA.xml: reservation@value: 'nan' is no finite number; write a number such as 0.25 [negotiation-value]",
        "profileB.xml: issue.Power: the domain has no such issue; correct the spelling [negotiation-unknown]",
        "profileB.xml: weight.2@value: -1 is below 0; write 0 or more [negotiation-value]",
        "profileB.xml: issue.Migration.some@evaluation: -0.8 is below 0, which GENIUS refuses; write 0 or more, or read raw values "
        "[negotiation-value]",
        "profileB.xml: issue.Energy: this issue of the domain is missing; add it [negotiation-incomplete]",
    ]


def test_every_problem_of_a_negmas_folder_is_named_at_once(tmp_path: Path) -> None:
    a, b = negmas_files()["profileA.yml"], negmas_files()["profileB.yml"]
    a = a.replace('"loud": 1.0', '"shrill": .nan').replace("weights: [0.5, 0.2, 0.3]", "weights: [0.5, 0.2]")
    b = b.replace('type: TableFun\n  mapping: {"none"', 'type: LambdaFun\n  mapping: {"none"', 1).replace(
        "0.55", ".nan"
    )
    b = b.replace("weights: [0.25, 0.45, 0.3]", "weights: [0, 0, 0]")
    b = b.replace('- type: TableFun\n  mapping: {"closed"', '- type: IdentityFun\n  was: {"closed"')
    assert _problems(put(tmp_path, "negmas", profileA=a, profileB=b)) == [
        "profileA.yml: weights: 2 entries for 3 issues; write one an issue [negotiation-incomplete]",
        "profileA.yml: values.Tone.shrill: the domain has no such value; correct the spelling [negotiation-unknown]",
        "profileA.yml: values.Tone.loud: no utility for this value of the domain; add it [negotiation-incomplete]",
        "profileB.yml: values.Migration: value functions of type 'LambdaFun' are not read; state a TableFun [negotiation-type]",
        "profileB.yml: values.Energy: IdentityFun on an issue whose values are no numbers; state a TableFun [negotiation-type]",
        "profileB.yml: reserved_value: nan is no finite number; write a number such as 0.25 [negotiation-value]",
    ]


@pytest.mark.parametrize(
    ("form", "name", "text", "expected"),
    [
        ("geniusweb", "profileA", '{"LinearAdditiveUtilitySpace": {\n  "a": 1,,\n}}', "profileA.json: line 2, column 10: not well-formed: "),
        ("geniusweb", "profileA", '{"a": NaN}', "profileA.json: file: NaN is no JSON number; "),
        ("geniusweb", "profileA", '{"a": 1, "a": 2}', "profileA.json: file: the key 'a' stands twice in one object; "),
        ("geniusweb", "profileA", "[" * 100_000, "profileA.json: line 1, column 41: nested more than 40 deep; remove it [negotiation-refused]"),
        ("geniusweb", "profileA", "", "profileA.json: file: the file is empty; "),
        ("genius", "profileA", "<utility_space>\n <objective>\n</utility_space>", "profileA.xml: line 3, column 3: not well-formed: mismatched tag; "),
        ("genius", "profileA", "<utility_space>", "profileA.xml: line 1, column 16: not well-formed: the text ends too early; "),
        ("genius", "profileA", "<a>" * 50, "profileA.xml: line 1, column 121: nested more than 40 deep; remove it [negotiation-refused]"),
        ("genius", "profileA", "<?xml version='1.0' encoding='klingon'?><a/>", "profileA.xml: line 1, column "),
        ("genius", "profileA", "<html/>", "profileA.xml: file: the root is <html>, no profile; "),
        ("negmas", "profileA", "type: LinearAdditiveUtilityFunction\nweights: [1, 2\nvalues: x\n", "profileA.yml: line 3, column 7: not well-formed: "),
        ("negmas", "profileA", "a: !!python/object/apply:os.system ['true']\n", "profileA.yml: line 1: the tag "),
        ("negmas", "profileA", "type: UFun\ntype: UFun\n", "profileA.yml: line 2: the key 'type' stands twice in one mapping; "),
        ("negmas", "profileA", "type: HyperRectangleUtilityFunction\n", "profileA.yml: type: functions of type 'HyperRectangleUtilityFunction' are not read; "),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_line_and_column(
    tmp_path: Path, form: str, name: str, text: str, expected: str
) -> None:
    (problem,) = _problems(put(tmp_path, form, **{name: text}))
    assert problem.startswith(expected)


LAUGHS = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 12))
HOSTILE_XML = {
    "entity expansion": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><utility_space>&l11;</utility_space>',
    "external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><utility_space>&e;</utility_space>',
    "external subset": '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><utility_space/>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><utility_space/>',
}


@pytest.mark.parametrize("attack", HOSTILE_XML)
def test_document_types_and_entities_are_refused_unread(tmp_path: Path, attack: str) -> None:
    (problem,) = _problems(put(tmp_path, "genius", profileA=HOSTILE_XML[attack]))
    assert problem.startswith("profileA.xml: line 1, column ")
    assert problem.endswith("a document type (DOCTYPE) is never read; remove it [negotiation-refused]")


def test_an_entity_without_a_document_type_is_no_xml(tmp_path: Path) -> None:
    (problem,) = _problems(put(tmp_path, "genius", profileA="<utility_space>&e;</utility_space>"))
    assert "not well-formed: undefined entity" in problem


def test_aliases_that_would_grow_are_refused_at_once(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]\n" for k in range(1, 30))
    began = time.perf_counter()
    (problem,) = _problems(put(tmp_path, "negmas", profileA=f"type: LinearAdditiveUtilityFunction\n{bomb}"))
    assert problem.startswith("profileA.yml: file: its aliases make more than 2,000,000 values, or nest without end; ")
    (tmp_path / "circle").mkdir()
    text = "type: LinearAdditiveUtilityFunction\nufun: &u {inner: *u}\n"
    (circle,) = _problems(put(tmp_path / "circle", "negmas", profileA=text))
    assert circle.startswith("profileA.yml: file: its aliases make more than 2,000,000 values, or nest without end; ")
    assert time.perf_counter() - began < 5


def test_a_number_that_yaml_reads_as_text_is_explained(tmp_path: Path) -> None:
    text = negmas_files()["profileA.yml"].replace("weights: [0.5, 0.2, 0.3]", "weights: [0.5, 2e-1, '0.3']")
    assert _problems(put(tmp_path, "negmas", profileA=text)) == [
        "profileA.yml: weights.Tone: '2e-1' is no finite number; it is text here; write 0.2 without quotation marks [negotiation-value]",
        "profileA.yml: weights.Energy: '0.3' is no finite number; it is text here; write 0.3 without quotation marks [negotiation-value]",
    ]


def test_wrappers_inside_wrappers_end(tmp_path: Path) -> None:
    inner = "".join("{type: ExpDiscountedUFun, ufun: " for _ in range(12)) + "{}" + "}" * 12
    (problem,) = _problems(put(tmp_path, "negmas", profileA=f"type: ExpDiscountedUFun\nufun: {inner}\n"))
    assert problem == "profileA.yml: ufun: wrapped more than 8 times; unwrap it [negotiation-refused]"


def test_a_range_of_too_many_values_is_refused_before_it_is_made(tmp_path: Path) -> None:
    domain = '<negotiation_template>{}<utility_space><objective><issue index="1" type="integer" name="P" lowerbound="0" upperbound="{}"/></objective></utility_space></negotiation_template>'
    agents = '<agent utility_space="profileA.xml"/><agent utility_space="profileB.xml"/>'
    (problem,) = _problems(put(tmp_path, "genius", domain=domain.format(agents, "1e300")))
    assert (
        problem
        == f"domain.xml: issue.P: more than {MAX_LEVELS:,} values; merge values, or widen the step [negotiation-value]"
    )
    data = geniusweb_data()["domain.json"]
    data["issuesValues"]["Fee"] = {"range": {"low": 0, "high": 1e308, "step": 1e-300}}
    assert any(
        "issuesValues.Fee.range: more than" in each
        for each in _problems(put(tmp_path, "geniusweb", domain=json.dumps(data)))
    )
    text = "issues:\n- {name: P, type: ContiguousIssue, values: [0, 1000000000]}\n- {name: Q, type: ContiguousIssue, values: 99999999999999999999999999}\n"
    assert (
        len([each for each in _problems(put(tmp_path, "negmas", domain=text)) if "more than 10,000 values" in each])
        == 2
    )


def test_links_out_of_the_folder_devices_and_large_files_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text(geniusweb_files()["profileA.json"])
    folder = put(tmp_path, "geniusweb")
    (folder / "link.json").symlink_to(outside)
    os.mkfifo(folder / "pipe.json")
    (folder / "folder.json").mkdir()
    monkeypatch.setattr(negotiation_files, "MAX_FILE", 1_000)
    found = _problems(folder)
    assert (
        "link.json: file: lies outside the folder, which is never left; give a file that can be read [negotiation-file]"
        in found
    )
    assert any(each.startswith("pipe.json: file: is no ordinary file") for each in found)
    assert any(each.startswith("folder.json: file: is no ordinary file") for each in found)
    assert any(each.startswith("profileA.json: file: has 0.0 MB, the limit is 0.0 MB") for each in found)


def test_an_agent_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(genius_files()["profileA.xml"])
    for path in ("../secret.xml", str(tmp_path / "secret.xml")):
        place = tmp_path / str(len(path))
        place.mkdir()
        (problem,) = _problems(put(place, "genius", domain=genius_files()["domain.xml"].replace("profileA.xml", path)))
        assert problem.startswith("secret.xml: file: cannot be opened: no such file or directory; ")


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(negotiation_files, "MAX_FILES", 2)
    assert "FOLDER: file: more than 2 files; give a folder that can be read [negotiation-file]" in _problems(
        put(tmp_path, "geniusweb")
    )


def test_what_is_no_negotiation_says_so(tmp_path: Path) -> None:
    assert _problems(tmp_path) == [
        "FOLDER: file: the folder holds no negotiation that is known; put a GeniusWeb, NegMAS or GENIUS domain with its profiles into it "
        "[negotiation-file]"
    ]
    (put(tmp_path, "geniusweb") / "profileB.json").unlink()
    assert _problems(tmp_path / "geniusweb") == [
        "FOLDER: file: the folder holds 1 profile(s); add profiles; two are the least [negotiation-incomplete]"
    ]
    assert _problems(tmp_path / "geniusweb" / "domain.json") == [
        "domain.json: file: a JSON file alone is no negotiation; give the folder that holds it [negotiation-file]"
    ]
    assert _problems(put(tmp_path, "negmas") / "domain.yml") == [
        "domain.yml: file: a NegMAS domain without its profiles; give the folder that holds it [negotiation-file]"
    ]
    assert _problems(tmp_path / "nothing.xml")[0].startswith(
        "nothing.xml: file: cannot be opened: no such file or directory; "
    )


def test_domains_with_single_or_repeated_values_are_refused(tmp_path: Path) -> None:
    domain = {
        "name": "d",
        "issuesValues": {
            "A": {"values": ["x"]},
            "B": {"values": ["x", "y", "x"]},
            "C": {},
            "D": {"values": ["a\nb", "c"]},
        },
    }
    assert _problems(put(tmp_path, "geniusweb", domain=json.dumps(domain))) == [
        "domain.json: issuesValues.A: the issue has fewer than two values; add values, or remove it [negotiation-value]",
        "domain.json: issuesValues.B: the value 'x' stands twice; keep one [negotiation-value]",
        "domain.json: issuesValues.C: neither values nor a range is stated; add a list of values [negotiation-key]",
        "domain.json: issuesValues.D.values: the name 'a\\nb' holds control characters; write a name that can be printed [negotiation-value]",
        "domain.json: issuesValues.D: the issue has fewer than two values; add values, or remove it [negotiation-value]",
    ]


@pytest.mark.parametrize("command", ["solve", "convert"])
def test_bad_input_leaves_with_two_and_no_file(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = put(tmp_path, "geniusweb", profileA="{"), tmp_path / "out"
    with pytest.raises(SystemExit) as left:
        main(["deal", command, str(folder), "--out", str(out), *(["--to", "negmas"] if command == "convert" else [])])
    assert left.value.code == 2
    assert "profileA.json: line 1, column 2: not well-formed" in capsys.readouterr().err
    assert not out.exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["geniusweb"]


def test_a_folder_with_files_is_never_written_into(tmp_path: Path) -> None:
    folder = put(tmp_path, "negmas")
    with pytest.raises(DetenteError, match="is no empty folder") as caught:
        CliRunner().invoke(
            deal, ["convert", str(folder), "--to", "genius", "--out", str(folder)], catch_exceptions=False
        )
    assert "Name a new folder" in str(caught.value)
    assert sorted(each.name for each in folder.iterdir()) == sorted(negmas_files())
