"""Cues: the small editable lists and patterns by which clutter, notes, captions, sections and outlets are known."""

import re
from functools import lru_cache

from detente.coding.labels.words import count_words, ends_sentence, word_set

#: A line below this many words is short: a cue anywhere in it tells, not only at its start.
SHORT = 15

_START = re.compile(
    r"""^[\W_]*(?:
      sign\s?(?:up|in)\b | log\s?in\b | subscribe\b | subscri(?:ption|ber)s?\s(?:only|required|offer)\b | register\s(?:now|for|to|here|free)\b
    | (?:get|receive)\s(?:all\syour\snews|the\slatest|our|unlimited|full\saccess|more\sstories|it\son|the\sapp|breaking\snews|email)\b
    | (?:already|not\s(?:yet\s)?a|become\sa|for)\s(?:member|subscriber|subscribed|registered)s?\b
    | download\s(?:the|our|this|now|as|pdf|a\sfree)\b | download$ | donate\b | (?:make|give)\sa\s(?:donation|contribution)\b
    | most\s(?:read|popular|viewed|shared|commented)\b | related(?:\b\s*:|\s(?:stories|story|articles?|content|topics?|links?|coverage|posts?|news|reading|items)\b|$)
    | recommended(?:\s(?:for\syou|stories|reading|articles))?\s*:?$ | you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested)\b
    | more\s(?:from|by|on\sthis|stories|news|in\s\w+$|about\sthis) | (?:read|up)\s(?:more|next)\b | next\s(?:article|story|post|up)\b | previous\s(?:article|story|post)\b
    | read\s(?:news|also|the\sfull|the\soriginal|our|this\sarticle|in\sapp|the\scomments)\b | also\sread\b | see\s(?:also|more|all)\b | watch(?:\s*:|\snow|\slive|\sthe\svideo)
    | listen(?:\s*:|\snow|\sto\sthis)\b | (?:click|tap)\s(?:here|to|on)\b | share\s(?:this|on|via|with|the|your|article)\b | share$ | tweet$ | print(?:\sthis)?$
    | e-?mail(?:\sthis|\sus|\saddress)?$ | copy\s(?:the\s)?link | follow\s(?:us|@|our|on|the\sauthor|topics?)\b | follow$ | join\s(?:us|our|now|thousands|the\s(?:conversation|discussion|debate)|\d)
    | support\s(?:us|our|independent|quality)\b | help\sus\b | thank\syou\sfor\s(?:reading|subscribing|your\ssupport)\b
    | if\syou\s(?:enjoy|like|found|appreciate|value)(?:ed|d)?\s(?:this|our|what|reading)\b | enter\syour\b | your\s(?:privacy|browser|e-?mail|account|subscription|free)\b
    | please\s(?:enable|sign|log|subscribe|support|consider|enter|share|confirm|wait|try\sagain)\b | we\suse\scookies\b | (?:this|our)\s(?:web)?site\suses\b
    | by\s(?:continuing|clicking|signing|using\sthis|subscribing|entering|submitting|registering)\b | (?:accept|manage|reject)\s(?:all\s)?(?:cookies|preferences|choices|settings)\b | cookies?\b
    | you\s(?:are|'re|’re)\sreading\b | you(?:\shave|'ve|’ve)\s(?:read|reached|used|\d) | to\s(?:continue|keep)\sreading\b | continue\sreading\b | keep\sreading\b | start\sreading\b
    | this\s(?:article|content|story|page)\sis\s(?:for|only|available|behind|reserved|exclusive)\b | unlock\b | try\s(?:it\s)?(?:free|for\sfree|for\s\$)\b | start\syour\s(?:free|trial)\b
    | advertis(?:ement|ing)\b | sponsored\b | promoted\b | paid\s(?:post|content)\b | copyright\b | ©|\(c\)\s\d | all\srights\sreserved
    | terms\s(?:of|and|&) | privacy\s(?:policy|notice|statement)\b | contact\sus\b | about\sus\b | skip\s(?:to|past|navigation|ad)\b | (?:back|return|scroll)\sto\s(?:the\s)?top\b
    | menu$ | search$ | home$ | close$ | loading\b | show\s(?:more|comments|all)\b | view\s(?:all|more|comments|in)\b | load\smore\b | comments?$ | \d+\scomments?$ | leave\sa\s(?:comment|reply)\b | post\sa\scomment\b
    | tags?\s*: | topics?\s*: | filed\sunder\b | categories\b | (?:our|editors?['’]?s?)\s(?:picks|choice)\b | top\sstories\b | trending\b | latest\s(?:news|stories|headlines)\b | in\scase\syou\smissed\b
    | (?:the\s)?newsletters?\b | (?:daily|weekly|morning|evening)\s(?:newsletter|briefing|digest)\b | font\ssize\b | text\ssize\b | gift\sthis\b | save\s(?:this|article|for)\b | bookmark\b | report\s(?:this\sad|an\serror)\b
    | one\s(?:app|membership)\b | (?:\d+|[a-z]+)\sdays\sfree\b | free\strial\b | paywall | fourteen\sdays\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ANYWHERE = re.compile(
    r"""\b(?:our\s(?:\w+\s)?newsletters? | (?:free|daily|weekly)\s(?:\w+\s)?newsletters? | sign\s(?:up|in)\s(?:here|now|today|for\s(?:our|the\s\w+\snewsletter|free)) | (?:sign|log)\sin\shere
    | subscribe\s(?:now|today|here|to\s(?:our|the\schannel)|for\s(?:just|only|[$€£\d])) | all\srights\sreserved | unlimited\saccess | paywall-free | free\strial | cancel\s(?:at\s)?any\s?time
    | (?:accept|use\sof|uses)\scookies | cookie\s(?:policy|settings|preferences|notice) | privacy\spolicy | terms\sof\s(?:use|service) | download\s(?:the|our)\s(?:\w+\s)?app | to\s(?:your|our)\sinbox
    | related\s(?:stories|articles|content|coverage|links) | most\sread | trusted\s(?:global\s)?sources | premium\stitles | (?:issues|months?|weeks?|year)\sfor\s(?:just\s|only\s)?[$€£]\s?\d+ | only\s[$€£]\d+\sa\s(?:month|week|year)
    | curated\s(?:specifically\s)?for\syou | issues\sa\syear\b | your\ssubscription | unlock\saccess | subscribers?\sonly | offline\sreading)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTE = re.compile(
    r"""^[\W_]*(?:editor(?:[’'`]?s)?[’']?\s(?:note|n\.)|(?:publisher|author)[’']?s[’']?\snote\b|note\s*:|n\.?b\.?\s*:|correction\s*[:(]|corrections?\sappended|clarification\s*:|update[d]?\s*:|disclaimer\s*:
    | (?:this|the)\s(?:article|essay|piece|story|post|text|column|op-ed|commentary|analysis|report|interview|excerpt)\s(?:is|was|has\sbeen|first|originally)\s(?:also\s)?(?:part\sof|adapted|excerpted|originally|first|updated|corrected|amended|translated|republished|produced|published|reprinted|based\son|drawn)
    | (?:originally|first)\s(?:published|appeared|posted)\b | republished\s | reprinted\s | translated\s(?:by|from)\b | (?:the\s)?(?:views|opinions)\sexpressed\b | \((?:additional\s)?reporting\sby\b | (?:additional\s)?reporting\sby\s | \(?editing\sby\s)""",
    re.IGNORECASE | re.VERBOSE,
)
_AGENCY = r"AFP|AP|EPA|Reuters|Getty|Getty\sImages|Shutterstock|Alamy|Bloomberg|Magnum|Xinhua|TASS|dpa|ANSA|PA|UPI|iStock|Unsplash|Flickr|Wikimedia(?:\sCommons)?"
_CREDIT = re.compile(
    rf"""(?: [(\[][^()\[\]]{{0,80}}?(?:\S\s?/\s?[A-Z]|\bvia\s|(?i:\b(?:photos?|photograph(?:er)?|pictures?|images?|credit|courtesy|illustration)\b)|\b(?:{_AGENCY})\b)[^()\[\]]{{0,80}}[)\]]$
    | (?:^|[\s.”"])(?i:(?:photo(?:graph)?s?|pictures?|images?|credit|illustration|source)(?:\s(?:by|credit|courtesy(?:\sof)?))?)\s*[:©]\s*[^.!?]{{2,60}}$
    | \b(?i:(?:photo(?:graph)?|picture|illustration)\sby)\s[A-Z][^.!?]{{2,60}}$
    | \b[A-Z][\w.'’-]{{1,30}}(?:\s[A-Z][\w.'’-]{{1,30}}){{0,3}}\s?/\s?(?:{_AGENCY})(?:\s?/\s?[\w\s]{{2,30}}|\svia\s[\w\s]{{2,30}})?$
    | \b(?:{_AGENCY})(?:\sPhoto)?\s?/\s?[A-Z][\w.\s'’-]{{2,40}}$ | \bGetty\sImages$ )""",
    re.VERBOSE,
)
_SLASHED = re.compile(r"[(\[][^()\[\]]*[A-Z][\w.]*(?:\s[A-Z][\w.]*)*\s?/\s?[A-Z][^()\[\]]*[)\]]\s*$")
#: After these the article is over, unless long paragraphs follow.
_END = re.compile(
    r"^[\W_]*(?:related(?:\s(?:stories|articles|content|topics|links|coverage|posts|news|reading))?|most\s(?:read|popular|viewed)|more\s(?:from|on|stories|in|by)\b.{0,40}|read\s(?:next|more)|recommended(?:\s(?:for\syou|stories|reading|articles))?|you\s(?:may|might)\salso\slike|up\snext|top\sstories.{0,30}|trending(?:\snow)?|latest(?:\s(?:news|stories))?|editors?[’']?s?\spicks?|our\spicks|further\sreading|about\sthe\sauthors?)[\W_]*$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"^[\W_]*(?:(?:\d+\s)?comments?(?:\s?\(\d+\))?|leave\sa\s(?:comment|reply)|join\sthe\s(?:conversation|discussion)|add\sa\scomment)[\W_]*$", re.IGNORECASE)  # fmt: skip

#: Section labels, each alone on its line or in a trail such as ``World | Europe``.
SECTIONS = word_set("""analysis comment commentary opinion opinions op-ed editorial editorials essay essays feature features news world international politics business economy economics
    finance culture books arts science technology tech health sport sports society local national regional europe asia africa americas latin america middle east
    north america us u.s. uk mexico foreign affairs diplomacy security defence defense climate environment energy trade migration immigration report reports reportage
    interview interviews review reviews perspective perspectives argument briefing brief briefings explainer explained research paper column columns columnists letters letter
    blog blogs video podcast podcasts audio live long read longread special insight insights dispatch dispatches voices viewpoint viewpoints profile profiles in-depth background
    latest breaking snapshot magazine markets policy elections election law justice history ideas debate dossier exclusive investigation investigations fact check""")
#: Outlets known by name; the dossier's own outlets are added to these.
OUTLETS = (
    "Foreign Policy", "Foreign Affairs", "The Economist", "Financial Times", "The New York Times", "The Washington Post", "The Guardian", "Le Monde", "Le Monde diplomatique",
    "El País", "El Universal", "Reforma", "Der Spiegel", "Die Zeit", "Reuters", "Associated Press", "Al Jazeera", "BBC News", "CNN", "NPR", "Politico", "The Atlantic",
    "The New Yorker", "The Nation", "Jacobin", "Time", "Newsweek", "USA Today", "Los Angeles Times", "The Wall Street Journal", "Bloomberg", "The Hill", "Axios", "Vox",
    "The Diplomat", "War on the Rocks", "Lawfare", "Project Syndicate", "The Conversation", "Americas Quarterly", "Aspenia Online", "World Politics Review", "Just Security",
    "The National Interest", "The American Conservative", "South China Morning Post", "The Hindu", "The Times of India", "Haaretz", "The Globe and Mail", "openDemocracy",
)  # fmt: skip
#: The last word of a newspaper's name; counts with an article or a place in front (``The Porto Ledger``).
MASTHEADS = word_set(
    "times post herald tribune gazette ledger journal chronicle courier examiner telegraph mail mirror express standard guardian observer monitor star globe sentinel bulletin dispatch register inquirer enquirer argus echo mercury advertiser messenger weekly quarterly magazine daily reporter spectator statesman independent press record leader argonaut review"
)


#: Signs of a line that the patterns look at, from its start or its end.
_REACH = 500


def is_clutter(text: str) -> bool:
    """A cue of clutter at the start of a line, or anywhere in a short one."""
    text = text.strip()
    if _START.match(text[:_REACH]):
        return count_words(text) < 40 or not ends_sentence(text)
    return count_words(text) < 2 * SHORT and bool(_ANYWHERE.search(text[:_REACH]))


def is_note(text: str) -> bool:
    """An editor's, publisher's or translator's note."""
    return bool(_NOTE.match(text.strip()[:_REACH]))


def is_caption(text: str) -> bool:
    """Ends in a bracketed or credited picture source."""
    text = text.strip()[-_REACH:]
    return (
        text[-1:] not in tuple(".!?…")
        and count_words(text) <= 80
        and bool(_CREDIT.search(text) or _SLASHED.search(text))
    )


def ends_article(text: str) -> bool:
    """A heading under which other articles are offered."""
    return len(text) <= _REACH and count_words(text) <= 8 and bool(_END.match(text.strip()))


def opens_comments(text: str) -> bool:
    """A heading under which readers write."""
    return len(text) <= _REACH and bool(_COMMENTS.match(text.strip()))


def is_section(text: str) -> bool:
    """One to three section labels and nothing else."""
    if len(text) > _REACH:
        return False
    parts = [part.strip().lower() for part in re.split(r"[|/>›»·•:]", text) if part.strip()]
    return 1 <= len(parts) <= 4 and all(
        part in SECTIONS or (len(part.split()) <= 3 and all(word in SECTIONS or word in ("and", "&", "the") for word in part.split()))
        for part in parts
    )  # fmt: skip


@lru_cache(maxsize=8)
def _bare(known: tuple[str, ...]) -> frozenset[str]:
    """The outlets' names in small letters and without their article."""
    return frozenset(each.casefold().removeprefix("the ") for each in (*OUTLETS, *known))


def is_outlet(text: str, known: tuple[str, ...] = ()) -> bool:
    """The name of an outlet: one of the lists, or a masthead such as ``The Porto Ledger``."""
    name = text.strip(" |-–—·•").strip()
    if len(name) > _REACH:
        return False
    if name.casefold().removeprefix("the ") in _bare(known):
        return True
    words = name.split()
    named = all(word[:1].isupper() or word in ("of", "and", "the", "&") for word in words)
    return 2 <= len(words) <= 5 and named and words[-1].lower() in MASTHEADS and (words[0] == "The" or len(words) <= 3)
