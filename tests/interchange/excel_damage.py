"""Damage to Excel workbooks: to the package, to the XML in it, and to what the XML says."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache

from tests.interchange.byte_damage import beheaded, cut, flipped, noise, strewn
from tests.interchange.making import as_excel
from tests.interchange.whole_files import KINDS, with_wrong_cells


@cache
def workbook(kind: str, *, typed: bool) -> bytes:
    """Make the undamaged file as Excel."""
    return as_excel(KINDS[kind], typed=typed)


@cache
def parts_of(kind: str, *, typed: bool) -> dict[str, bytes]:
    """Unpack the undamaged workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook(kind, typed=typed))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Pack parts into a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


_READ_PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
               "xl/_rels/workbook.xml.rels")  # fmt: skip

_XML_WRECKS: tuple[tuple[bytes, bytes], ...] = (
    (b'r="A2"', b'r="XFD1048576"'), (b'r="2"', b'r="99999999999"'), (b'r="2"', b'r="-7"'), (b'r="2"', b'r="x"'),
    (b'r="B2"', b'r="2B"'), (b'r="B2"', b'r=""'), (b'r="B2"', b'r="B2:C9"'), (b'r="B2"', "r=\"Å2\"".encode()),
    (b't="s"', b't="e"'), (b't="s"', b't="b"'), (b't="s"', b't="str"'), (b't="s"', b't="inlineStr"'),
    (b't="s"', b""), (b't="s"', b't="?"'), (b"<v>", b"<v>-"), (b"<v>", b"<v>9999999999"), (b"<v>", b"<v>NaN"),
    (b"<v>", b"<v>1E+999999"), (b"<v>", b"<v>0.5"), (b"<v>", b"<v> "), (b"<v>", b"<v><v>"), (b"</v>", b""),
    (b"<v>", b"<v>&lol;"), (b"<v>", b"<v>&#0;"), (b"<si>", b"<si><si>"), (b"</si>", b""),
    (b"<t>", b"<t>" + b"x" * 200_000), (b"<t>", b"<t>\xff"), (b"<t>", b"<t>&#8238;"),
    (b'uniqueCount="', b'uniqueCount="99999999999'), (b'numFmtId="', b'numFmtId="-'),
    (b'numFmtId="', b'numFmtId="9999999'), (b'formatCode="', b'formatCode="[[[\\'),
    (b'formatCode="', b'formatCode="[h]'), (b's="1"', b's="77777"'),
    (b"<workbookPr", b'<workbookPr date1904="1"'), (b"rId1", b"rId9"),
    (b"worksheets/sheet1.xml", b"../../etc/passwd"), (b"worksheets/sheet1.xml", b"sharedStrings.xml"),
    (b'<sheet ', b'<sheet state="hidden" '), (b"worksheet", b"chartsheet"),
    (b"<sheetData", b'<!DOCTYPE a [<!ENTITY lol "lol">]><sheetData'), (b"UTF-8", b"UTF-16"),
    (b"UTF-8", b"EBCDIC-CP-SE"),
)  # fmt: skip


def _excel_parts(chance: random.Random, kind: str) -> dict[str, bytes]:
    return dict(parts_of(kind, typed=chance.random() < 0.6))


def _excel_wrecked(chance: random.Random, kind: str) -> bytes:
    """Change the XML where it means something."""
    parts = _excel_parts(chance, kind)
    for _ in range(chance.randint(1, 3)):
        old, new = chance.choice(_XML_WRECKS)
        for name in [name for name in _READ_PARTS if old in parts[name]][:1]:
            before, sign, after = _split_at_random(chance, parts[name], old)
            parts[name] = before + (new if sign else b"") + after
    return packed(parts)


def _split_at_random(chance: random.Random, content: bytes, sign: bytes) -> tuple[bytes, bytes, bytes]:
    """Split at one of the places where the sign stands."""
    pieces = content.split(sign)
    at = chance.randrange(1, len(pieces)) if len(pieces) > 1 else 0
    return sign.join(pieces[:at]), sign if at else b"", sign.join(pieces[at:])


def _excel_xml_damaged(chance: random.Random, kind: str) -> bytes:
    """Cut, flip or strew the XML inside a package that is whole."""
    parts = _excel_parts(chance, kind)
    name = chance.choice(_READ_PARTS)
    parts[name] = chance.choice((cut, flipped, flipped, strewn, noise))(chance, parts[name])
    return packed(parts)


def _excel_bytes_damaged(chance: random.Random, kind: str) -> bytes:
    """Damage the package itself."""
    content = workbook(kind, typed=True) if chance.random() < 0.5 else packed(_excel_parts(chance, kind))
    return chance.choice((cut, beheaded, flipped, flipped, strewn))(chance, content)


def _excel_without_part(chance: random.Random, kind: str) -> bytes:
    parts = _excel_parts(chance, kind)
    del parts[chance.choice(_READ_PARTS)]
    return packed(parts)


def _excel_with_wrong_cells(chance: random.Random, kind: str) -> bytes:
    """Put wrong texts into cells as inline strings."""
    parts = _excel_parts(chance, kind)
    rows = "".join(
        f"<row>{''.join(_inline(cell) for cell in row)}</row>" for row in with_wrong_cells(chance, KINDS[kind])
    )
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
    parts[_READ_PARTS[0]] = f"{sheet}</sheetData></worksheet>".encode("utf-8", "replace")
    return packed(parts)


def _inline(cell: str) -> str:
    clean = cell.replace("&", "&amp;").replace("<", "&lt;").replace("\x07", "")
    return f'<c t="inlineStr"><is><t>{clean}</t></is></c>' if clean else "<c/>"


def _excel_bomb(chance: random.Random, kind: str) -> bytes:
    """Make a small file that claims to be, or unpacks to, far more than it should."""
    return chance.choice((_lying_bomb, _entity_bomb, _wide_bomb, _deep_bomb, _packed_bomb))(kind)


@cache
def _lying_bomb(kind: str) -> bytes:
    """Claim an unpacked size of four gigabytes in the package's directory."""
    content = packed(parts_of(kind, typed=True))
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        content = content[: at + 24] + b"\xfe\xff\xff\xff" + content[at + 28 :]
        at = content.find(b"PK\x01\x02", at + 4)
    return content


@cache
def _entity_bomb(kind: str) -> bytes:
    """Define entities by entities: a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    parts = dict(parts_of(kind, typed=True))
    for name in _READ_PARTS[:2]:
        body = parts[name].partition(b"?>")[2].replace(b"<t>", b"<t>&l11;")
        parts[name] = f"<!DOCTYPE x [{entities}]>".encode() + body
    return packed(parts)


@cache
def _wide_bomb(kind: str) -> bytes:
    """Put one cell in the last column of the last row of all."""
    parts = dict(parts_of(kind, typed=True))
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[_READ_PARTS[0]] = parts[_READ_PARTS[0]].replace(b"</sheetData>", corner)
    return packed(parts)


@cache
def _deep_bomb(kind: str) -> bytes:
    """Nest elements without end."""
    parts = dict(parts_of(kind, typed=True))
    parts[_READ_PARTS[0]] = parts[_READ_PARTS[0]].replace(b"<sheetData>", b"<sheetData>" + b"<row>" * 20_000)
    return packed(parts, zipfile.ZIP_DEFLATED)


@cache
def _packed_bomb(kind: str) -> bytes:
    """Pack two megabytes of one letter into a cell; the real ones differ only in how many."""
    parts = dict(parts_of(kind, typed=True))
    parts[_READ_PARTS[1]] = parts[_READ_PARTS[1]].replace(b"<t>", b"<t>" + b"a" * 2_000_000, 1)
    return packed(parts, zipfile.ZIP_DEFLATED)


EXCEL_DAMAGES: tuple[Callable[[random.Random, str], bytes], ...] = (
    _excel_wrecked, _excel_wrecked, _excel_wrecked, _excel_xml_damaged, _excel_xml_damaged, _excel_bytes_damaged,
    _excel_bytes_damaged, _excel_without_part, _excel_with_wrong_cells, _excel_with_wrong_cells, _excel_bomb,
)  # fmt: skip
