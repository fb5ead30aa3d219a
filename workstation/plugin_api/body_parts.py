"""Which part of the body a file states, and whether that is the part that a plugin is for.

Body Part Examined is often copied from a protocol, and descriptions are written by people: each
alone may be wrong. What both rule out is ruled out; where they contradict each other, or a word
is not known, there is a doubt for a person to settle.

References
----------
PS3.16 Annex L, terms of Body Part Examined (0018,0015). Güld MO et al. Proc SPIE 2002;4685:280:
Body Part Examined was wrong in 15 % of 1663 films.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

_REGIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        term: frozenset(regions.split())
        for regions, terms in (
            ("HEAD", "HEAD BRAIN SKULL HIPPOCAMPUS ORBIT EYE EAR IAC SINUS PARANASALSINUS FACE"),
            ("HEAD", "FACIALBONE MAXILLA MANDIBLE JAW TMJ NOSE ZYGOMA SELLA PITUITARY TEETH TOOTH"),
            ("HEAD", "TEMPORALBONE MASTOID CRANIUM CIRCLEOFWILLIS"),
            ("HEAD NECK", "HEADNECK"),
            ("NECK", "NECK THYROID LARYNX PHARYNX CAROTID CSPINE"),
            ("NECK CHEST", "CTSPINE TRACHEA ESOPHAGUS"),
            ("CHEST", "CHEST THORAX LUNG HEART CARDIAC CORONARY MEDIASTINUM BRONCHUS RIB STERNUM"),
            ("CHEST", "TSPINE THORACICAORTA PULMONARY DIAPHRAGM"),
            ("CHEST ARM", "CLAVICLE SCAPULA SHOULDER ACJOINT SCJOINT AXILLA"),
            ("CHEST ABDOMEN", "CHESTABDOMEN TLSPINE AORTA"),
            ("CHEST ABDOMEN PELVIS", "CHESTABDPELVIS TRUNK TORSO"),
            ("NECK CHEST ABDOMEN", "NECKCHESTABDOMEN"),
            ("NECK CHEST ABDOMEN PELVIS", "NECKCHESTABDPELV"),
            ("NECK CHEST", "NECKCHEST"),
            ("NECK CHEST ABDOMEN PELVIS", "SPINE WHOLESPINE"),
            ("HEAD NECK CHEST ABDOMEN PELVIS ARM LEG", "WHOLEBODY"),
            ("BREAST", "BREAST"),
            (
                "ABDOMEN",
                "ABDOMEN LIVER KIDNEY PANCREAS SPLEEN STOMACH GALLBLADDER BILEDUCT ADRENAL",
            ),
            ("ABDOMEN", "LSPINE RETROPERITONEUM DUODENUM"),
            ("ABDOMEN PELVIS", "ABDOMENPELVIS LSSPINE COLON BOWEL KUB URETER URINARYTRACT"),
            ("PELVIS", "PELVIS PROSTATE UTERUS BLADDER RECTUM OVARY SACRUM COCCYX SIJOINT SSPINE"),
            ("PELVIS LEG", "HIP GROIN"),
            ("ARM", "ARM HUMERUS ELBOW FOREARM RADIUS ULNA WRIST HAND FINGER THUMB UPPERLIMB"),
            ("ARM LEG", "EXTREMITY"),
            ("LEG", "LEG FEMUR THIGH KNEE PATELLA TIBIA FIBULA CALF ANKLE FOOT TOE CALCANEUS"),
            ("LEG", "LOWERLIMB"),
        )
        for term in terms.split()
    }
)
"""Term without blanks to the regions of the body in which it lies."""
_EVERYWHERE = frozenset[str]().union(*_REGIONS.values())
_MANY_MEANINGS = frozenset({"RADIUS", "EYE", "EAR", "ARM", "FACE"})
"""Terms that stand for something else in descriptions: a film "de face" is a frontal one."""
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **{term: term for term in _REGIONS if term not in _MANY_MEANINGS},
        **{
            word: term
            for term, words in {
                "HEAD": "KOPF TETE TESTA CABEZA CEREBRUM NEURO",
                "BRAIN": "CEREBRAL HIRN GEHIRN CERVEAU CEREBRO CEREBRALE ENCEPHALON CRANIAL",
                "SKULL": "SCHADEL SCHAEDEL CRANE CRANEO CRANIO CCT",
                "NECK": "HALS CUELLO COLLO CERVICAL HWS",
                "CHEST": "THX BRUSTKORB TORAX TORACE THORACIC THORACE POITRINE PECHO LUNGS",
                "LUNG": "LUNGE LUNGEN POUMON POUMONS PULMON PULMONES POLMONE",
                "HEART": "HERZ COEUR CORAZON CUORE",
                "RIB": "RIBS RIPPEN",
                "BREAST": "BREASTS MAMMA MAMMO MAMMOGRAM MAMMOGRAPHY MAMMOGRAPHIE",
                "ABDOMEN": "ABD ABDOMINAL BAUCH ADDOME OBERBAUCH",
                "LIVER": "HEPATIC LEBER FOIE HIGADO FEGATO",
                "KIDNEY": "KIDNEYS RENAL NIERE NIEREN RINON",
                "PELVIS": "PELVIC BECKEN BASSIN BACINO",
                "CHESTABDPELVIS": "CAP TAP",
                "LSPINE": "LWS LUMBAR",
                "TSPINE": "BWS",
                "HIP": "HIPS HUFTE HUEFTE HANCHE CADERA ANCA",
                "KNEE": "KNEES KNIE GENOU RODILLA GINOCCHIO",
                "FOOT": "FEET FUSS PIED PIEDE",
                "HAND": "HANDS MANO",
                "SHOULDER": "SCHULTER EPAULE HOMBRO SPALLA",
                "ANKLE": "SPRUNGGELENK CHEVILLE TOBILLO CAVIGLIA",
                "WRIST": "HANDGELENK POIGNET MUNECA POLSO",
                "ELBOW": "ELLBOGEN COUDE CODO GOMITO",
                "WHOLEBODY": "GANZKORPER",
            }.items()
            for word in words.split()
        },
    }
)
"""Words of descriptions to their term; those with other meanings in descriptions are left out."""
_PHRASES = (
    ("WHOLE BODY", "WHOLEBODY"),
    ("TOTAL BODY", "WHOLEBODY"),
    ("C SPINE", "CSPINE"),
    ("T SPINE", "TSPINE"),
    ("L SPINE", "LSPINE"),
    ("CERVICAL SPINE", "CSPINE"),
    ("THORACIC SPINE", "TSPINE"),
    ("LUMBAR SPINE", "LSPINE"),
    ("THORACIC AORTA", "THORACICAORTA"),
    ("ABDOMINAL AORTA", "ABDOMEN"),
)
_POSITION = re.compile(r"\b(HEAD|FEET|FOOT)[ -]*FIRST\b|\bARMS? (UP|DOWN)\b")
"""How the patient lies on the table."""
_CHINESE = (
    ("头", "HEAD"),
    ("颅", "SKULL"),
    ("脑", "BRAIN"),
    ("颈", "NECK"),
    ("胸", "CHEST"),
    ("肺", "LUNG"),
    ("心脏", "HEART"),
    ("乳腺", "BREAST"),
    ("腹", "ABDOMEN"),
    ("肝", "LIVER"),
    ("肾", "KIDNEY"),
    ("盆", "PELVIS"),
    ("髋", "HIP"),
    ("膝", "KNEE"),
    ("踝", "ANKLE"),
    ("足", "FOOT"),
    ("腕", "WRIST"),
    ("肘", "ELBOW"),
    ("肩", "SHOULDER"),
    ("全身", "WHOLEBODY"),
)
_ACCENTS = str.maketrans("ÄÖÜÀÂÇÈÉÊËÎÏÍÌÓÒÔÙÚÛÑÁ", "AOUAACEEEEIIIIOOOUUUNA")


class PartMatch(Enum):
    """How a stated part of the body stands to those that a plugin is for."""

    FITS = "fits"
    OTHER = "other"
    DOUBTFUL = "doubtful"
    """Near it, more than it, or not understood."""
    UNSTATED = "unstated"


def described_parts(*descriptions: str) -> tuple[str, ...]:
    """Terms of the parts of the body that descriptions of a study or series name, each once."""
    found: dict[str, None] = {}
    for description in descriptions:
        found.update(dict.fromkeys(_terms_in(description)))
    return tuple(found)


def match_part(stated: str, known: Iterable[str]) -> PartMatch:
    """How Body Part Examined stands to the parts of a manifest; with none of those it fits."""
    wanted = [_plain(each) for each in known]
    part = _plain(stated)
    if not part:
        return PartMatch.UNSTATED
    if not wanted or part in wanted:
        return PartMatch.FITS
    terms = [part] if part in _REGIONS else list(_terms_in(stated))
    if not terms:
        return PartMatch.DOUBTFUL
    canonical = {_WORDS.get(each, each) for each in wanted}
    if canonical.issuperset(terms):
        return PartMatch.FITS
    return PartMatch.DOUBTFUL if _meet(terms, wanted) else PartMatch.OTHER


def match_described(parts: Iterable[str], known: Iterable[str]) -> PartMatch:
    """How what descriptions name stands to the parts of a manifest.

    Descriptions are loose: one part in the same region of the body is enough to fit.
    """
    terms, wanted = list(parts), [_plain(each) for each in known]
    if not terms:
        return PartMatch.UNSTATED
    return PartMatch.FITS if not wanted or _meet(terms, wanted) else PartMatch.OTHER


def _meet(terms: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether terms lie in the regions of a manifest; an unknown term alone may be anywhere.

    A plugin for the chest also names the whole body, since the chest is in it: what it is for are
    the regions of the terms that hold no other one.
    """
    regions = [_REGIONS.get(_WORDS.get(each, each), _EVERYWHERE) for each in wanted]
    least = [each for each in regions if not any(other < each for other in regions)]
    there = frozenset[str]().union(*least)
    return any(there & _REGIONS.get(term, frozenset()) for term in terms)


def _plain(term: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", term.upper().translate(_ACCENTS))


def _terms_in(text: str) -> Iterable[str]:
    words = re.sub(r"[^A-Z0-9\u4e00-\u9fff]+", " ", text.upper().translate(_ACCENTS))
    words = _POSITION.sub(" ", words)
    for phrase, term in _PHRASES:
        words, count = re.subn(rf"\b{phrase}\b", " ", words)
        if count:
            yield term
    for word in words.split():
        if word in _WORDS:
            yield _WORDS[word]
    yield from (term for sign, term in _CHINESE if sign in words)
