"""`manage.py record`: the sealed bytes, or exit 2."""

import pytest
from django.core.management import CommandError, call_command

from assessments.lifecycle import Status
from assessments.models import Record
from cto.audit.models import Entry
from tests import factories as make
from tests.reviewing import sealed


@pytest.mark.prints
def test_it_writes_the_bytes_that_were_sealed(db, tmp_path, capsys):
    make.assessment_at(Status.SEALED, make.team())
    record = Record.objects.get()

    call_command("record", record.reference, output=tmp_path / "record.pdf")

    assert (tmp_path / "record.pdf").read_bytes() == bytes(record.pdf)
    assert record.pdf_sha256 in capsys.readouterr().out


@pytest.mark.prints
def test_the_record_of_a_review_is_written_like_that_of_a_decision(db, tmp_path, capsys):
    users = make.team()
    review, record = sealed(make.order(users), users)

    call_command("record", record.reference.lower(), output=tmp_path / "review.pdf")

    assert (tmp_path / "review.pdf").read_bytes() == bytes(record.pdf)
    assert record.reference in capsys.readouterr().out
    entry = Entry.objects.get(action="exported_record")
    assert entry.about == review.order.patient_id


@pytest.mark.parametrize("reference", ["0000-0000-v1", "", "../../etc/passwd"])
def test_an_unknown_reference_is_exit_2_and_writes_nothing(db, tmp_path, reference):
    with pytest.raises(CommandError) as refusal:
        call_command("record", reference, output=tmp_path / "record.pdf")

    assert refusal.value.returncode == 2
    assert not (tmp_path / "record.pdf").exists()


def test_a_file_that_cannot_be_written_is_exit_2(db, tmp_path):
    make.assessment_at(Status.SEALED, make.team())

    with pytest.raises(CommandError) as refusal:
        call_command("record", Record.objects.get().reference, output=tmp_path)

    assert refusal.value.returncode == 2
