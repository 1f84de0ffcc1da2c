"""Sheets of what others said are read, in French and in English; tables of another kind or trade are not taken for them."""

from __future__ import annotations

import pytest

from cmdash import ingest
from cmdash.model import Tracking, Upload

REVIEWS = (
    "Avis reçus – Office de tourisme\r\n\r\n"
    "Date de l'avis;Plateforme;Auteur;Note;Avis;Réponse;Date de réponse\r\n"
    "03/06/2026;Google;Camille B.;5;Accueil parfait, merci;Merci Camille;04/06/2026\r\n"
    "05/06/2026;TripAdvisor;Jean;2;Personne à l'accueil;;\r\n"
    "17/06/2026;Google;Nolwenn;4,5;<b>Très bien</b>;Merci à vous;17/06/2026\r\n"
).encode("cp1252")
MENTIONS = (
    b"Date,Source,Author,Title,URL,Sentiment,Reach,Likes\n"
    b"2026-06-02 10:15,Facebook,The Gazette,A weekend by the sea,https://gazette.example/sea,Positive,12000,4\n"
    b"2026-06-03 08:00,Blog,Walks and tides,Ten paths to walk,https://walks.example/ten,Neutral,800,0\n"
    b"2026-06-09 21:40,X,@angry,Closed again,https://x.com/angry/status/12345678901,Negative,300,11\n"
)
MESSAGES = (
    "Jour;Réseau;Type;De;Message;Répondu ?;Délai de réponse (min)\n"
    "01/06/2026;FB;MP;Léa;Vous êtes ouverts lundi ?;oui;35\n"
    "02/06/2026;Insta;commentaire;Tom;Où garer le vélo ?;non;\n"
    "22/06/2026;Insta;MP;Ana;Horaires du phare ?;;\n"
).encode()
BLOGGERS = (
    "Date;Blog;Titre;Lien;Lecteurs;Tonalité\n"
    "12/05/2026;Carnets d'estran;Deux jours à Port-Sauvagine;https://carnets.example/2j;4 500;positif\n"
    "20/05/2026;Sac à dos;La voie verte;https://sacados.example/vv;12 000;neutre\n"
).encode()


def read(name: str, content: bytes) -> Tracking:
    return ingest.read([Upload(name, content)])


def asked(tracking: Tracking) -> list[str]:
    return [f.code for f in tracking.ledger.all_findings() if f.severity in ("question", "error")]


def test_a_sheet_of_reviews() -> None:
    tracking = read("avis.csv", REVIEWS)
    said = tracking.mentions
    assert asked(tracking) == []
    assert said["rating"].tolist() == [5, 2, 4.5]
    assert said["network"].tolist() == ["google_business", "other:TripAdvisor", "google_business"]
    assert said["author"].tolist() == ["Camille B.", "Jean", "Nolwenn"]
    assert said["quote"].tolist()[2] == "<b>Très bien</b>"
    assert said["answer"].notna().tolist() == [True, False, True]
    assert said["answer_date"].dt.day.tolist()[::2] == [4, 17]
    assert said["row"].tolist() == [4, 5, 6]


def test_an_export_of_a_watch() -> None:
    tracking = read("watch.csv", MENTIONS)
    said = tracking.mentions
    assert asked(tracking) == []
    assert said["sentiment"].tolist() == ["positive", "neutral", "negative"]
    assert said["audience"].tolist() == [12000, 800, 300]
    assert said["network"].tolist() == ["facebook", "blog", "x"]
    assert said["date"].dt.hour.tolist() == [10, 8, 21]


def test_a_list_of_messages() -> None:
    tracking = read("messages.csv", MESSAGES)
    said = tracking.mentions
    assert asked(tracking) == []
    assert said["nature"].tolist() == ["message", "comment", "message"]
    assert said["answered"].tolist()[:2] == ["yes", "no"]
    assert said["answered"].isna().tolist() == [False, False, True]
    assert said["response_minutes"].tolist()[0] == 35


def test_articles_of_bloggers() -> None:
    tracking = read("blogueurs.csv", BLOGGERS)
    said = tracking.mentions
    assert asked(tracking) == []
    assert said["author"].tolist() == ["Carnets d'estran", "Sac à dos"]
    assert said["audience"].sum() == 16500


OTHERS = {
    "posts with an author": (
        "Date;Réseau;Auteur;Texte;J'aime;Commentaires;Partages;Sentiment\n"
        "01/06/2026;Facebook;Léa;Le marché;12;3;1;positif\n02/06/2026;Facebook;Tom;Le phare;9;1;0;neutre\n",
        "posts",
    ),
    "a calendar": (
        "Date prévue;Réseau;Sujet;Auteur;Statut\n01/06/2026;Facebook;Le marché;Léa;prêt\n04/06/2026;X;Le phare;Tom;idée\n",
        "calendar",
    ),
    "a month of an account": (
        "Mois;Réseau;Abonnés;Mentions;Avis;Note moyenne;Messages reçus;Messages traités\n"
        "05/2026;Facebook;1200;14;31;4,4;20;18\n06/2026;Facebook;1240;11;33;4,5;22;21\n",
        "account",
    ),
    "marks of pupils": (
        "Date;Élève;Matière;Note;Commentaire\n01/06/2026;Camille;Histoire;12;Bien\n02/06/2026;Jean;Maths;8;À revoir\n",
        "other",
    ),
    "questions of a survey": (
        "Horodateur;Question;Réponse\n01/06/2026 10:00;Aimez-vous la mer ?;oui\n01/06/2026 10:01;Et la pluie ?;non\n",
        "other",
    ),
    "tickets of a help desk": (
        "Date;Ticket;Client;Message;Réponse;Priorité\n01/06/2026;12;Jean;Panne;Réparé;haute\n02/06/2026;13;Léa;Bruit;Vu;basse\n",
        "other",
    ),
    "sold things": (
        "Date;Client;Référence;Quantité;Note\n01/06/2026;Jean;A12;3;5\n02/06/2026;Léa;B7;1;4\n",
        "other",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_tables_stay_what_they_are(name: str) -> None:
    content, kind = OTHERS[name]
    tracking = read("tableau.csv", content.encode())
    assert [table.kind for table in tracking.ledger.files[0].tables] == [kind]
    assert len(tracking.mentions) == 0
