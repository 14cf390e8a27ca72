"""Files in the layouts of the public event data sets, a few rows each, made up for these tests."""

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)


def icews(
    number: int, day: str, code: str, intensity: str, source: str = "United States", target: str = "Mexico"
) -> str:
    return (
        f"{number}\t{day}\tSomebody\tGovernment,Executive\t{source}\tText\t{code}\t{intensity}\tSomeone\tParties,Government\t{target}\t"
        f"77{number}\t1\tA Paper\tCity\tDistrict\tProvince\t{source}\t19.4\t-99.1"
    )


def gdelt(
    number: int, day: str, code: str, goldstein: str, one: str = "USA", other: str = "MEX", columns: int = 61
) -> str:
    """A row of GDELT 2.0 (61 columns) or 1.0 (58 with the address of the source, 57 without)."""
    actor = "{0}GOV\tGOVERNMENT\t{0}\t\t\t\t\tGOV\t\t"
    place = ["4", "City", "XX", "XX01", *(["12"] if columns == 61 else []), "19.4", "-99.1", "77"]
    cells = [str(number), day, day[:6], day[:4], f"{day[:4]}.5", *actor.format(one).split("\t"), *actor.format(other).split("\t"),
             "1", code, code[:3], code[:2], "1", goldstein, "10", "2", "9", "-1.5", *place, *place, *place,
             f"{day}120000" if columns == 61 else day]  # fmt: skip
    if columns != 57:
        cells.append(f"https://news.example/{number}")
    assert len(cells) == columns
    return "\t".join(cells)


POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\t"
    "Actor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\t"
    "Recipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"
)


def polecat(
    number: int, day: str, kind: str, mode: str = "", intensity: str = "", one: str = "USA", other: str = "MEX"
) -> str:
    cells = {"Event ID": f"E{number}", "Event Date": day, "Event Type": kind, "Event Mode": mode, "Intensity": intensity, "Contexts": "legal;economic",
             "Actor Name": "A", "Actor Country": one, "Recipient Name": "B", "Recipient Country": other, "Publication Date": day}  # fmt: skip
    return "\t".join(cells.get(name, "None") for name in POLECAT.split("\t"))


ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,inter1,inter2,country,latitude,longitude,source"
)


def acled(number: int, day: str, kind: str, finer: str) -> str:
    return f'MEX{number},{day},{kind},{finer},Protesters (Mexico),"Police Forces of Mexico (2018-2024), State",Protesters,State Forces,Mexico,19.4,-99.1,"El Diario; La Nota"'
