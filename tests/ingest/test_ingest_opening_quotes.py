"""Quotes that open and never close swallow no row; captions of several lines stay whole."""

from cmdash.ingest.opening.files import open_upload
from cmdash.model import OpenedFile, Upload


def opened(text: str) -> OpenedFile:
    return open_upload(Upload("suivi.csv", text.encode()))


def cells(file: OpenedFile) -> list[list[str]]:
    return [list(row) for row in zip(*(c.to_pylist() for c in file.sheets[0].columns), strict=True)]


def test_a_stray_quote_is_text_and_every_row_stands_by_itself() -> None:
    body = [f'0{day}/06/2025,"Un texte, {day}",{day}0,{day}' for day in range(1, 8)]
    body[2] = '03/06/2025,"Écran de 27,30,3'
    file = opened("\n".join(["Date,Texte,Vues,Likes", *body]))
    assert len(cells(file)) == 8
    assert cells(file)[3] == ["03/06/2025", '"Écran de 27', "30", "3"]
    assert cells(file)[4] == ["04/06/2025", "Un texte, 4", "40", "4"]
    assert [f.code for f in file.findings] == ["text-quotes-stray"]


def test_captions_of_several_lines_with_commas_stay_whole() -> None:
    caption = "Nouveau :\npain, brioche, tarte, flan\net café"
    file = opened(f'Date,Texte,Vues\n01/06/2025,"{caption}",12\n02/06/2025,"dit ""oui""",3\n')
    assert cells(file)[1] == ["01/06/2025", caption, "12"]
    assert cells(file)[2] == ["02/06/2025", 'dit "oui"', "3"]
    assert not file.findings
