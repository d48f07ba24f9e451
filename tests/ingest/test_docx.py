"""A Word document becomes the blocks that its author sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.blocks import Heading, ListItem, Paragraph, TableRow, cell_text
from ingest.parse import parse_blocks
from ingest.readers import Content, read_file


@pytest.fixture
def document() -> Any:
    return docx.Document()


def read(document: Any, folder: Path) -> Content:
    path = folder / "made.docx"
    document.save(str(path))
    return read_file(path)


def texts(content: Content, kind: type[Any]) -> list[str]:
    return [block.text for block in content.blocks if isinstance(block, kind)]


def rows(content: Content) -> list[list[str]]:
    return [
        [cell_text(cell) for cell in block.cells] for block in content.blocks if isinstance(block, TableRow)
    ]


def test_headings_paragraphs_and_lists_by_their_styles(document: Any, tmp_path: Path) -> None:
    document.add_heading("Bread for all", 0)
    document.add_heading("How it began", 2)
    document.add_paragraph("It began  with\tflour.")
    document.add_paragraph("knead", style="List Bullet")
    document.add_paragraph("bake", style="List Number")
    document.add_paragraph("").add_run("All bold").bold = True
    document.add_paragraph("• a bullet typed by hand")
    content = read(document, tmp_path)
    headings = [(one.text, one.level) for one in content.blocks if isinstance(one, Heading)]
    assert headings == [("Bread for all", 1), ("How it began", 2)]
    assert texts(content, ListItem) == ["knead", "bake", "a bullet typed by hand"]
    paragraphs = [(one.text, one.bold) for one in content.blocks if isinstance(one, Paragraph)]
    assert paragraphs == [("It began with flour.", False), ("All bold", True)]


def test_tables_keep_rows_cells_and_what_is_in_them(document: Any, tmp_path: Path) -> None:
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "Results"
    table.cell(0, 1).text = "First."
    table.cell(0, 1).add_paragraph("Second.")
    table.cell(0, 1).add_paragraph("item", style="List Bullet")
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Funds"
    table.cell(1, 1).text = "A bank"
    table.cell(2, 1).add_table(rows=1, cols=2).cell(0, 0).text = "inner"
    content = read(document, tmp_path)
    assert rows(content) == [["Results", "First. Second. item"], ["Funds", "A bank"], ["", "inner"]]
    first = next(block for block in content.blocks if isinstance(block, TableRow))
    assert isinstance(first.cells[1][2], ListItem)


def test_links_are_shown_with_their_target(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("See ")
    target = document.part.relate_to("https://example.org/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>the film</w:t></w:r></w:hyperlink>'
    )
    paragraph._p.append(link)
    paragraph.add_run(" now, or www.example.org/b (http://www.example.org/b).")
    (block,) = read(document, tmp_path).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "See the film (https://example.org/a) now, or www.example.org/b."
    assert [link.url for link in block.links] == ["https://example.org/a", "http://www.example.org/b"]


def test_nothing_that_is_shown_is_lost_and_deletions_are(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("Bread ")
    inserted = "<w:ins {0}><w:r><w:t>inserted</w:t></w:r></w:ins>"
    deleted = "<w:del {0}><w:r><w:delText>deleted</w:delText></w:r></w:del>"
    for xml in (inserted, deleted):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    control = "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    paragraph._p.addnext(parse_xml(control.format(nsdecls("w"))))
    box = (
        "<w:p {0}><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(2, parse_xml(box.format(nsdecls("w"))))
    assert texts(read(document, tmp_path), Paragraph) == ["Bread inserted", "in a control", "in a box"]


def test_a_list_flattened_to_one_line_is_a_list_again(document: Any, tmp_path: Path) -> None:
    document.add_paragraph("The towns were: ✓ Ada ✓ Bo")
    content = read(document, tmp_path)
    assert texts(content, Paragraph) == ["The towns were:"]
    assert texts(content, ListItem) == ["Ada", "Bo"]


def test_a_compendium_with_headings_for_labels_becomes_practices(document: Any, tmp_path: Path) -> None:
    for number, name in ((1, "Bread"), (2, "Salt")):
        document.add_heading(f"GOOD PRACTICE {number} – AFRICA – {name} for all", 1)
        document.add_paragraph("Author's name: Ada Baker")
        document.add_paragraph("Countries involved: Kenya and Ghana")
        for label in ("Objectives", "Partners", "Activities", "Weather", "Achievements", "Contacts"):
            document.add_heading(label, 2)
            document.add_paragraph(f"{name}: about the {label.lower()}.")
    content = read(document, tmp_path)
    records = parse_blocks(content.blocks, document_id="made", path="made.docx").records
    assert [record.id for record in records] == ["gp-01", "gp-02"]
    found = {section.id: section.text for section in records[1].sections}
    assert found["objective"] == "Salt: about the objectives."
    assert found["methodology"] == "Salt: about the activities."
    assert found["results"] == "Salt: about the achievements."
    assert found["other.weather"] == "Salt: about the weather."


def test_footnotes_stand_at_the_end(document: Any, tmp_path: Path) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document.add_paragraph("Bread.")
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>Of rye.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, f"{RELATIONSHIP_TYPE.FOOTNOTES}")
    assert texts(read(document, tmp_path), Paragraph) == ["Bread.", "[1] Of rye."]
