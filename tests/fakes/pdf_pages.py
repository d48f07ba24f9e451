"""PDF files made on the spot, of raw bytes: text at places, strokes, links, pictures."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

LINE = 14.0
LEFT = 60.0
TOP = 80.0


@dataclass(kw_only=True)
class PdfPage:
    """One page, A4; places are in points from its upper left corner."""

    drawn: list[str] = field(default_factory=list)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    picture: bool = False
    rotate: int = 0

    def text(self, x: float, y: float, words: str, *, size: float = 11, bold: bool = False) -> PdfPage:
        """Words with their baseline at ``y``."""
        coded = words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        font = "F2" if bold else "F1"
        self.drawn.append(f"BT /{font} {size} Tf {x} {842 - y} Td ({coded.decode('cp1252')}) Tj ET")
        return self

    def lines(self, y: float, *lines: str, x: float = LEFT, size: float = 11, bold: bool = False) -> PdfPage:
        """Lines one under the other, the first at ``y``."""
        for at, words in enumerate(lines):
            self.text(x, y + at * LINE, words, size=size, bold=bold)
        return self

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """A straight line."""
        self.drawn.append(f"0.5 w {x0} {842 - y0} m {x1} {842 - y1} l S")
        return self

    def grid(
        self, xs: Sequence[float], ys: Sequence[float], *, top: bool = True, end: bool = True
    ) -> PdfPage:
        """The rulings of a table; without ``top`` or ``end`` it is open there, as at the edge of a page."""
        for x in xs:
            self.stroke(x, ys[0], x, ys[-1])
        for y in ys[0 if top else 1 : len(ys) if end else -1]:
            self.stroke(xs[0], y, xs[-1], y)
        return self

    def link(self, x0: float, y0: float, x1: float, y1: float, url: str) -> PdfPage:
        """A link over a box."""
        self.links.append((x0, y0, x1, y1, url))
        return self


def pdf_bytes(pages: Sequence[PdfPage], *, encrypted: bool = False) -> bytes:
    """A PDF of ``pages``; an encrypted one asks for a password that nobody knows."""
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, head: str = "") -> bytes:
        return f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"

    fonts = []
    for name in ("Helvetica", "Helvetica-Bold"):
        fonts.append(
            add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode())
        )
    picture = add(
        stream(
            zlib.compress(bytes(range(64))),
            "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray "
            "/BitsPerComponent 8 /Filter /FlateDecode",
        )
    )
    kids = []
    for page in pages:
        drawn = "\n".join([*page.drawn, *(["q 595 0 0 842 0 0 cm /Im Do Q"] if page.picture else [])])
        contents = add(stream(drawn.encode("cp1252")))
        links = [
            add(
                f"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [{x0} {842 - y1} {x1} {842 - y0}] "
                f"/A << /S /URI /URI ({url}) >> >>".encode()
            )
            for x0, y0, x1, y1, url in page.links
        ]
        marks = " ".join(f"{number} 0 R" for number in links)
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {page.rotate} "
                f"/Contents {contents} 0 R /Annots [{marks}] /Resources << "
                f"/Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >> "
                f"/XObject << /Im {picture} 0 R >> >> >>".encode()
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    numbers = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{numbers}] >>".encode()
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R"
    if encrypted:
        number = add(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
        )
        trailer = f"/Size {len(objects) + 1} /Root 1 0 R /Encrypt {number} 0 R /ID [<41> <41>]"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
