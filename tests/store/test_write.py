"""Writing: whole or not at all, one writer at a time, and no edit is lost."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.store import write
from detente.store.write import LOCK, write_atomically, writing

ADD = """
import sys
from pathlib import Path
from detente import workbench
folder, texts, prefix, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for n in range(count):
    draft = {"id": f"{prefix}-{n}", "type": "quote", "quote": "gave no date", "kind": "partial", "speaker": "dahl", "gist": "No end was named.",
             "said_by": {"role": "author"}, "author_attitude": "reports"}
    workbench.add_claims(folder, [draft], document="gazette-2020", texts=texts, by=prefix)
    print(n, flush=True)
"""


def start(small: Any, script: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(small.folder), str(small.texts), *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_atomically(path, "one\n")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_atomically(path, b"two\n")
    assert path.read_bytes() == b"two\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old\n")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, step, refuse)
    with pytest.raises(DetenteError, match=r"cannot write here: No space left on device\. .*\[output-unwritable\]"):
        write_atomically(path, "new\n")
    monkeypatch.undo()
    assert path.read_text() == "old\n"
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_a_write_that_is_interrupted_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old\n")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new\n")
    monkeypatch.undo()
    assert path.read_text() == "old\n"
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("place", ["/proc/detente.yaml", "/nowhere/at/all.yaml"])
def test_a_place_that_cannot_be_written_is_told(place: str) -> None:
    with pytest.raises(DetenteError, match=r"cannot write here: .*\[output-unwritable\]"):
        write_atomically(Path(place), "x\n")
    with pytest.raises(DetenteError, match=r"\[output-unwritable\]"):
        workbench.save(Path(place), "x\n")


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match=r"is a folder\. .*\[output-unwritable\]"):
        workbench.save(tmp_path, "x\n")


def test_a_dossier_on_a_read_only_medium_is_told_and_stays_as_it_was(
    small: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal of the operating system is put in its place, because a superuser may write into read-only folders."""
    before, real = small.bytes(), os.open

    def read_only(path: Any, flags: int, *args: Any, **more: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(path).startswith(str(small.folder)):
            raise OSError(30, "Read-only file system", str(path))
        return real(path, flags, *args, **more)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(
        DetenteError, match=r"the dossier cannot be written: Read-only file system\. .*\[output-unwritable\]"
    ):
        workbench.decide_claim(small.folder, "g-jobs", "edited", by="kim")
    monkeypatch.undo()
    assert small.bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser may write into a read-only folder")
def test_a_read_only_folder_is_told(small: Any) -> None:
    small.folder.chmod(0o555)
    try:
        with pytest.raises(DetenteError, match=r"\[output-unwritable\]"):
            workbench.decide_claim(small.folder, "g-jobs", "edited", by="kim")
    finally:
        small.folder.chmod(0o755)


def test_a_dossier_that_another_process_holds_is_busy_and_free_once_that_process_is_killed(small: Any) -> None:
    hold = "import sys, time\nfrom pathlib import Path\nfrom detente.store.write import writing\nwith writing(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    with start(small, hold) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(
                DetenteError,
                match=r"another process is writing to the dossier\. Wait for it to finish and try again\. \[dossier-busy\]",
            ),
            writing(small.folder, patience=0.1),
        ):
            pass
        other.kill()
        other.wait()
    with writing(small.folder, patience=5):
        assert (small.folder / LOCK).exists()


def test_two_writers_that_each_add_ten_claims_one_by_one_lose_none(small: Any) -> None:
    before = set(small.open().claims)
    writers = [start(small, ADD, name, 10) for name in ("ada", "bo")]
    for writer in writers:
        out, err = writer.communicate(timeout=60)
        assert (writer.returncode, out.split()) == (0, [str(n) for n in range(10)]), err
    assert set(small.open().claims) - before == {f"{name}-{n}" for name in ("ada", "bo") for n in range(10)}
    assert small.check() == ()


#: One process that imports once and forks a writer a round; it kills each writer in the midst of its writes.
KILL = """
import os, signal, sys, time
from pathlib import Path
from detente import workbench
folder, texts = Path(sys.argv[1]), Path(sys.argv[2])
draft = {"type": "quote", "quote": "gave no date", "kind": "partial", "speaker": "dahl", "gist": "No end was named.",
         "said_by": {"role": "author"}, "author_attitude": "reports"}
for round_ in range(int(sys.argv[3])):
    said, tell = os.pipe()
    writer = os.fork()
    if writer == 0:
        for n in range(1000):
            workbench.add_claims(folder, [{"id": f"k{round_}-{n}", **draft}], document="gazette-2020", texts=texts, by="k")
            os.write(tell, f"k{round_}-{n}\\n".encode())
        os._exit(1)
    os.close(tell)
    names = os.read(said, 100)
    time.sleep(0.0137 * round_ % 0.08)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    while more := os.read(said, 100):
        names += more
    os.close(said)
    lost = set(names.decode().split()) - set(workbench.open_dossier(folder).claims)
    print(len(names.split()), len(lost), len(workbench.check(folder)), flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_sound_dossier_with_every_claim_that_was_reported(small: Any) -> None:
    with start(small, KILL, 15) as nursery:
        out, err = nursery.communicate(timeout=60)
    rounds = [tuple(map(int, line.split())) for line in out.splitlines()]
    assert len(rounds) == 15, err
    assert all(written >= 1 and (lost, problems) == (0, 0) for written, lost, problems in rounds), rounds
    assert small.check() == ()
    workbench.decide_claim(small.folder, "k0-0", "edited", by="kim")
    assert small.check() == ()
