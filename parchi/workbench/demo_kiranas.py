"""The demo shop's kiranas: made-up shops around real areas of Navi Mumbai, Thane and Kalyan."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from random import Random

from parchi.workbench.places import AreaWord, read_areas

COUNT = 1200
"""The size of the pilot that Parchi follows."""
SEED = "parchi-kiranas-1"
FIRST_OWNER, FIRST_PARTNER = 10_000, 50_000
"""Last figures of the numbers; 0 to 999 stay free for the demo's customers."""
KM_PER_DEGREE = 111.2

TOWNS = (
    (("4007", "400614", "4102"), "Navi Mumbai", 0.38),
    (("4006",), "Thane", 0.27),
    (("421001", "421002", "421003", "421004", "421005"), "Ulhasnagar", 0.06),
    (("4212", "4213", "421103", "421605"), "Kalyan-Dombivli", 0.21),
    (("421501", "421505"), "Ambernath", 0.04),
    (("421503",), "Badlapur", 0.04),
)
"""Pincodes, the town as addresses name it, and its part of the shops. First match holds, longest pincode first."""
OUTSIDE = {
    "Navi Mumbai", "Kalyan", "Thane", "Mumbai", "Uran", "Dronagiri", "Rasayani", "Vangani", "Yeoor", "Shilphata",
    "Palm Beach Road", "Bhiwandi", "Kasheli", "Parsik Hill",
}  # fmt: skip
"""Names too wide, too wild or too far for a shop's address."""
BOUNDS = (18.94, 19.32, 72.92, 73.28)
"""South, north, west and east of the region."""

FIRST_WORDS = (
    "Sai", "Shree Ganesh", "Om Sai", "Jai Ambe", "Mahalaxmi", "Shree Krishna", "Balaji", "Gayatri", "Siddhivinayak",
    "Ekvira", "Tulja Bhavani", "Sainath", "Shree Ram", "Jai Bhavani", "New Bombay", "Apna", "Laxmi", "Durga", "Shiv",
    "Umiya", "Ambika", "Khodiyar", "Vaibhav", "Ashapura", "Mahavir", "Jain", "Navkar", "Arihant", "Bharat", "National",
    "Royal", "City", "Star", "Suvidha", "Annapurna", "Samrudhi", "Shubham", "Pooja", "Aarti", "Swami Samarth",
    "Jay Malhar", "Vitthal", "Mauli", "Sahyadri", "Kokan", "Maharashtra", "Gujarat", "Rajasthan", "Kerala", "Punjab",
    "Al Noor", "Madina", "Bismillah", "Classic", "Prime", "Daily", "Family", "Metro", "Green", "Shanti", "Sagar",
    "Geeta", "Nakoda", "Parshwanath", "Vardhman", "Deepak", "Anand", "Kamal", "Ganpati", "Morya", "Jyoti", "Vijay",
    "Prakash",
)  # fmt: skip
LAST_WORDS = (
    "Kirana Stores", "Provision Stores", "General Stores", "Super Market", "Kirana & General Stores", "Mart", "Grocery",
    "Provision", "Kirana", "Mini Mart", "Dry Fruits & Kirana", "Super Shoppee", "Dairy & Provision", "Traders", "Bazar",
)  # fmt: skip
BUILDINGS = (
    "Sai Darshan CHS", "Shiv Shakti Apartment", "Ganesh Krupa CHS", "Sunrise CHS", "Om Residency", "Gokuldham CHS",
    "Laxmi Niwas", "Green Park", "Shanti Sadan", "Silver Heights", "Sea Breeze CHS", "Ekta CHS", "Navratna Complex",
    "Vinayak Apartment", "Balaji Garden", "Pride Plaza", "Mahavir Arcade", "Amrapali CHS", "Kalpataru Niwas",
    "Shopping Centre", "Market Building", "Station Road", "Main Road", "Near Bus Stop", "Opp. Municipal School",
    "Near Ganesh Mandir", "Near Hanuman Mandir", "Near Jain Temple", "Opp. Garden", "Near Vegetable Market",
)  # fmt: skip
HOURS = (
    ("Mon-Sat 08:00-13:00 16:00-22:00; Sun 08:00-13:00", 22),
    ("Mon-Sun 07:00-14:00 16:30-22:30", 16),
    ("Mon-Sun 07:30-22:30", 14),
    ("Mon-Sun 08:00-23:00", 10),
    ("Mon-Sat 07:00-13:30 16:00-22:30; Sun 07:00-14:00", 9),
    ("Mon-Sun 06:30-13:30 16:00-23:00", 7),
    ("Mon-Sun 07:00-24:00", 4),
    ("Tue-Sun 08:00-13:30 16:00-22:00", 4),
    ("Mon-Wed 08:00-22:00; Fri-Sun 08:00-22:00", 4),
    ("Mon-Sat 09:00-21:30", 4),
    ("Mon-Thu 08:00-13:00 15:30-22:00; Fri 08:00-12:30 15:00-22:00; Sat-Sun 08:00-22:30", 3),
    ("Mon-Sun 06:00-12:30 17:00-22:00", 3),
)
"""Week plans and how many of a hundred shops keep them: most shut in the afternoon."""
LANGUAGES = (("hi-Latn", 45), ("hi", 35), ("en", 20))
SIZES = (("small", 50), ("medium", 40), ("large", 10))
LIMITS = {"small": (3, 5), "medium": (5, 8), "large": (8, 15)}


@dataclass(frozen=True)
class DemoKirana:
    """One row of kiranas.csv, and its size, by which its shelf is filled."""

    kirana: str
    name: str
    whatsapp: str
    address: str
    latitude: float
    longitude: float
    language: str
    hours: str
    open_orders_limit: int
    upi_id: str
    size: str


def make_kiranas() -> list[DemoKirana]:
    """The same shops at every call, numbered town by town."""
    dice = Random(SEED)
    kiranas: list[DemoKirana] = []
    areas = _areas_by_town()
    for _, town, part in TOWNS:
        for place in range(round(COUNT * part)):
            area = areas[town][place % len(areas[town])]
            kiranas.append(_kirana(len(kiranas) + 1, area, town, dice))
    return kiranas


def _areas_by_town() -> dict[str, list[AreaWord]]:
    found: dict[str, list[AreaWord]] = {town: [] for _, town, _ in TOWNS}
    for area in {word.area: word for word in reversed(read_areas())}.values():
        if area.area not in OUTSIDE and "station" not in area.area and _is_inside(area):
            for prefixes, town, _ in TOWNS:
                if area.pincode.startswith(prefixes):
                    found[town].append(area)
                    break
    return {town: sorted(areas, key=lambda area: area.area) for town, areas in found.items()}


def _is_inside(area: AreaWord) -> bool:
    south, north, west, east = BOUNDS
    return south <= area.place.latitude <= north and west <= area.place.longitude <= east


def _kirana(number: int, area: AreaWord, town: str, dice: Random) -> DemoKirana:
    size = _weighted(SIZES, dice)
    name = f"{dice.choice(FIRST_WORDS)} {dice.choice(LAST_WORDS)}"
    spread_km = 0.2 if "sector" in area.area else 0.45
    latitude = area.place.latitude + dice.uniform(-spread_km, spread_km) / KM_PER_DEGREE
    longitude = area.place.longitude + dice.uniform(-spread_km, spread_km) / (
        KM_PER_DEGREE * cos(radians(area.place.latitude))
    )
    numbers = [_number(FIRST_OWNER + number)]
    if dice.random() < 0.25:
        numbers.append(_number(FIRST_PARTNER + number))
    return DemoKirana(
        kirana=f"k{number:04d}",
        name=name,
        whatsapp=" ".join(numbers),
        address=f"Shop {dice.randint(1, 24)}, {dice.choice(BUILDINGS)}, {_area_and_town(area, town)} {area.pincode}",
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        language=_weighted(LANGUAGES, dice),
        hours=_weighted(HOURS, dice),
        open_orders_limit=dice.randint(*LIMITS[size]),
        upi_id=f"kirana{number:04d}@demo" if dice.random() < 0.8 else "",
        size=size,
    )


def _area_and_town(area: AreaWord, town: str) -> str:
    node, _, sector = area.area.partition(" sector ")
    parts = [f"Sector {sector}", node] if sector else [node]
    return ", ".join(parts if town.split("-")[-1] in node or node in town else [*parts, _postal_town(area, town)])


def _postal_town(area: AreaWord, town: str) -> str:
    if town != "Kalyan-Dombivli":
        return town
    return "Dombivli" if area.pincode.startswith("42120") else "Kalyan"


def _number(figures: int) -> str:
    return f"whatsapp:+9100000{figures:05d}"


def _weighted(choices: tuple[tuple[str, int], ...], dice: Random) -> str:
    return dice.choices([text for text, _ in choices], weights=[weight for _, weight in choices])[0]
