"""What is written with all objects of a kind together is the same document."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.pdf.compact import compact


def plain(texts: list[str], streams: list[bytes]) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Texts = pikepdf.Array(
        pdf.make_indirect(pikepdf.Dictionary(Text=pikepdf.String(text), Type=pikepdf.Name("/K" + str(n % 3))))
        for n, text in enumerate(texts)
    )
    pdf.pages[0].obj.Streams = pikepdf.Array(pdf.make_stream(data, Name=pikepdf.String("a ( b")) for data in streams)
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none, min_version="1.7",
    )  # fmt: skip
    return out.getvalue()


@given(
    st.lists(st.text() | st.sampled_from(["1 0 obj", "endobj\n", "xref\n0 1\ntrailer <<", "<< ) ( >> stream\n"])),
    st.lists(st.binary() | st.sampled_from([b"\nendstream\nendobj\n9 0 obj\n", b"a" * 999, b"\nxref\nstartxref\n0"])),
)
def test_all_objects_come_back(texts, streams):
    before = plain(texts, streams)
    with pikepdf.open(io.BytesIO(compact(before, lambda: None))) as pdf, pikepdf.open(io.BytesIO(before)) as same:
        assert not pdf.check_pdf_syntax()
        assert [str(each.Text) for each in pdf.pages[0].obj.Texts] == [str(e.Text) for e in same.pages[0].obj.Texts]
        assert [each.read_bytes() for each in pdf.pages[0].obj.Streams] == streams
        assert pdf.trailer.ID == same.trailer.ID


def test_more_objects_than_one_stream_holds_are_smaller_than_qpdf_writes_them(tmp_path):
    texts = [f"annotation {n % 7}" for n in range(2500)]
    made = compact(plain(texts, [b"x" * 500]), lambda: None)
    (tmp_path / "made.pdf").write_bytes(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [str(each.Text) for each in pdf.pages[0].obj.Texts] == texts
        theirs = io.BytesIO()
        pdf.save(theirs, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(made) < len(theirs.getvalue())
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", tmp_path / "made.pdf"], check=True, capture_output=True)


def test_it_can_be_stopped():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compact(plain(["a"], []), stop)
