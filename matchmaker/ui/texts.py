"""Everything that the screen says in English; another language is another such file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.wording import listed

# Navigation: for whom pages are, and what they are called.
START_NAME = "Start"
FOR_MANAGERS = "Cluster managers"
FOR_STAFF = "Call staff"
FOR_EVERYBODY = "Everybody"
BUILD_TITLE = "Build a consortium"

START_TITLE = "Go international together"
START_INTRODUCTION = (
    "Find the European cluster organisations with whom to enter markets abroad, see why they fit, and know what a call "
    "for proposals will say of the consortium."
)


@dataclass(frozen=True)
class Door:
    """What one kind of people find here: links to pages, by their address."""

    key: str
    title: str
    text: str
    links: tuple[tuple[str, str], ...]


DOORS = (
    Door(
        "managers",
        "I manage a cluster",
        "With whom could we go to Japan? See partners and whole consortia, each with its reasons.",
        (
            ("partners", "Find partners"),
            ("consortia", "Build a consortium"),
            ("abroad", "Choose markets and meet partners there"),
        ),
    ),
    Door(
        "facilitators",
        "I bring clusters together",
        "Who should form a group, and whom should they meet abroad? See sets of consortia that do not overlap.",
        (
            ("portfolio", "Form groups that do not overlap"),
            ("abroad", "Find whom to meet abroad"),
            ("catalogue", "Look through the catalogue"),
        ),
    ),
    Door(
        "staff",
        "I check proposals",
        "Is this consortium eligible, and why? See a finding for each rule, its clause, and the evidence it lacks.",
        (("check", "Check eligibility"), ("portfolio", "Balance a selection")),
    ),
)
START_EXAMPLE = "A worked example"
START_MORE = "See more suggestions, and change the question"

# Build a consortium.
INTRODUCTION = (
    "Choose your organisation. You see the consortia that suit it best and that the call's countable rules allow, "
    "each with its reasons and with what it still lacks."
)

BUILD_MORE = "Who and what must be in it, and what counts"
BUILD_LOCK = "Always with"
BUILD_EXCLUDE = "Never with"
BUILD_ECOSYSTEMS = "Works in"
BUILD_ECOSYSTEMS_HELP = "Some member works in each of them."
BUILD_REQUIRED = "Knows"
BUILD_REQUIRED_HELP = "Some member worked in each of these markets, was in a partnership that went there, or names it."
BUILD_NOBODY = "Nobody in particular"
BUILD_NOTHING = "Nothing in particular"
BUILD_MARKET_FIT = "Knowing the markets counts"
BUILD_NEWCOMERS = "Newcomers count"
BUILD_NEWCOMERS_HELP = "Members that were in no partnership that is known."
BUILD_SPREAD = "Many ecosystems count"
BUILD_SPREAD_HELP = "Members that work in different ecosystems."
BUILD_DIFFERENCE = "Any two differ"
BUILD_SECONDS = "Search for at most"
BUILD_SECONDS_HELP = "Consortia of up to 4 are always searched to the end."
MARKET_FIT_NAMES = {0.0: "not at all", 0.5: "less than usual", 1.0: "as usual", 2.0: "more than usual"}
WEIGHT_NAMES = {0.0: "not at all", 0.5: "a little", 1.0: "clearly", 2.0: "a lot"}
BUILD_STOP = "Stop"
BUILD_STOPPED = "You stopped the search. Change the question, or search again."
BUILD_AGAIN = "Search again"
BUILD_CLOSER = "Look closer"
BUILD_CLOSE = "Close"
BUILD_CHECK = "Check eligibility"
BUILD_ABROAD = "Where it could go"
BUILD_CONNECTED = "How its members are already connected"
BUILD_UNCONNECTED = "None of them was in a partnership that is known."
BUILD_MEMBERS = "Change its members"
BUILD_ALWAYS = "Always with"
BUILD_GOES = "Swap one member"
BUILD_GOES_PLACEHOLDER = "Who would go"
BUILD_COMES = "For"
BUILD_COMES_PLACEHOLDER = "Choose one of those who fit best"
BUILD_NO_SWAP = "Nobody can take this place without breaking a countable rule or missing what you require."
BUILD_ADOPT = "Go on with this one"
BUILD_NOW = "Now"
BUILD_THEN = "Then"
BUILD_CHANGE = "Change"
BUILD_COMPARE = "Compare two side by side"
BUILD_COMPARE_PLACEHOLDER = "Choose two of those above"
BUILD_ONE_MORE = "Choose one more."
BUILD_WHY = "Why not somebody else?"
BUILD_WHY_HELP = "Name one or more whom you miss. You see which rule keeps them out, or how far down they come."
BUILD_WHY_PLACEHOLDER = "Type a name or a country"
BUILD_ELSE = "All else, unchanged"
VERDICT = "Verdict"
MEMBERS = "Members"
OBSTACLES = {
    "exclude": "You left it out",
    "completion": "No place is left",
    "required": "What you require",
}

ORGANISATION = "Your organisation"
ORGANISATION_PLACEHOLDER = "Type a name or a country"
SIZE = "Members"
SIZE_HELP = "How many organisations a consortium has, yours included."
MARKETS = "Markets"
MARKETS_PLACEHOLDER = "Choose third countries"
MARKETS_HELP = "The third countries that you want to enter. The call asks for at least 2 and encourages no more than 5."
TOP = "Show"

CATALOGUE_EMPTY = "The catalogue has no organisations yet. Import some first: matchmaker import FILE --into FOLDER"
NOBODY_CHOSEN = "Nobody is chosen yet"
NOBODY_CHOSEN_HINT = "Type the name of your organisation above, or look at a worked example first."
NOTHING_FOUND = (
    "No consortium is left that breaks none of the call's countable rules and has all that you require. Choose another "
    "size, or require less."
)

OPENING = "Opening the catalogue …"
SEARCHING = "Comparing consortia …"
SHARE = "The address of this page holds your question. Send it to a colleague, who will see the same."
CATALOGUE_UNUSABLE = "The catalogue cannot be read."

TIME_RAN_OUT = "Time ran out before any consortium was found; there may be some. Ask for fewer members."

HOW_TO_READ = "How to read the fit"
HOW_TO_READ_FIT = (
    "The fit runs from 0 to 1: how much like the members of past partnerships these organisations are, two by two. "
    "It is a sum. Two organisations of which nothing is known have the starting point; each thing that they have in "
    "common adds its contribution. The sum, in log-odds, is then put on a scale from 0 to 1."
)

CONTRIBUTIONS = {
    "profile similarity": "Topics read alike",
    "shared vocabulary": "Related words",
    "shared terms": "Same words",
    "closest keywords": "Closest topics",
    "ecosystem overlap": "Same ecosystems",
    "regional strategies": "Fit to each other's region",
    "shared priorities": "Priorities of both regions",
    "proximity": "Near each other",
    "Adamic-Adar": "Close circle of partners",
    "resource allocation": "Close circle of partners, evenly",
    "mutual PageRank": "Joined through partners",
    "same community": "Same community",
}

YOU = "your organisation"
FIT = "Fit"
WHY = "Why"
NO_REASON = "Their profiles read alike."
STARTING_POINT = "Starting point"
SUM = "Sum, in log-odds"
CLAUSE = "Rule"
REMEDY = "What to do"

VERDICTS = {
    Verdict.ELIGIBLE: "Eligible",
    Verdict.EVIDENCE: "Evidence needed",
    Verdict.NOT_ELIGIBLE: "Not eligible",
}
RULES = {
    "entities": "Independent entities",
    "countries": "Countries",
    "member-states": "Member States",
    "participating": "Participating countries",
    "kind": "Kind of organisation",
    "services": "Services to firms",
    "platform": "Registration on the platform",
    "not-funded-before": "Not funded before",
    "not-defence": "Not the defence call",
    "markets": "Markets",
    "smes": "SMEs",
    "duration": "Duration",
    "money": "Money",
}
BROKEN = "Rules that it breaks"
ASK_MEMBERS = "To be shown by the members"
STATE_IN_APPLICATION = "To be stated in the application"
ADVICE = "Advice"


# Find partners.
PARTNERS_TITLE = "Find partners"
PARTNERS_INTRODUCTION = (
    "Choose your organisation, or describe it in a paragraph. You see who suits it best, and why. Keep those you like, "
    "and build a consortium with them."
)
PARTNERS_HOW = "Who looks for partners"
PARTNERS_CHOOSE = "One of the catalogue"
PARTNERS_DESCRIBE = "Describe yours"
PARTNERS_FILTERS = "Show only some"
PARTNERS_MARKETS = "Knows one of the markets"
PARTNERS_MARKETS_HELP = (
    "It worked there, was in a partnership that went there, or names it as a target. Of most organisations that is not "
    "known."
)
PARTNERS_NEWCOMERS = "Newcomers only"
PARTNERS_NEWCOMERS_HELP = "Organisations that were in no partnership that is known."
PARTNERS_NOBODY_HINT = "Type the name of your organisation above, describe it, or look at a worked example first."
PARTNERS_NONE = "Nobody is like this. Take out a filter, or show again those whom you did not want to see."
PARTNERS_MAP = (
    "The numbers are those of the list, the diamond is you, and the regions of all are shaded. Those who share a city "
    "stand side by side; who has no known place is in the list alone."
)
PARTNERS_SPLIT = "What makes the fit"
PARTNERS_BUILD = "See whole consortia"
PARTNERS_SHOW_AGAIN = "Show them again"
COUNTRIES = "Countries"
ECOSYSTEMS = "Ecosystems"
ANY = "Any"
KEEP = "Keep"
KEPT = "Kept"
NOT_THIS_ONE = "Not this one"
SHORTLIST = "Shortlist"
SHORTLIST_EMPTY = "Nobody is kept yet. Press Keep beside those whom you like: they stay here while you look on."
SHORTLIST_DROP = "Take away"
SHORTLIST_BUILD = "Build a consortium with them"
DESCRIBE = "What you do, in a paragraph"
DESCRIBE_PLACEHOLDER = (
    "For example: We are a cluster of 120 firms in marine technology: offshore wind foundations, subsea cables, and "
    "hydrogen for ships."
)
DESCRIBE_COUNTRY = "Your country"
DESCRIBE_COUNTRY_PLACEHOLDER = "Choose a country"
DESCRIBE_REGION = "Your region"
DESCRIBE_REGION_PLACEHOLDER = "Choose a region, if you like"
DESCRIBE_REGION_HELP = "Its smart-specialisation strategy is then compared with what you do."
DESCRIBE_READ = "Read it"
DESCRIBE_READING = "Reading your text: the first one in a session takes some seconds …"
DESCRIBE_HINT = "Write what you do, choose your country, and press Read it. The text stays in this session."
DESCRIBE_ECOSYSTEMS = "Ecosystems that we read in it: correct them"
DESCRIBE_ECOSYSTEMS_PLACEHOLDER = "None is read with certainty: choose your own"
DESCRIBE_ECOSYSTEMS_HELP = "What you correct counts at once for the partners below."
DESCRIBED = "Your organisation"

# Go abroad.
ABROAD_TITLE = "Go abroad"
ABROAD_INTRODUCTION = (
    "Name your organisation, or the members of a consortium. You see which markets suit you, whom to meet there, and "
    "who of you knows somebody already."
)
ABROAD_MEMBERS = "Who goes"
ABROAD_MARKETS = "Where to look for partners"
ABROAD_ANYWHERE = "In all third countries"
ABROAD_NOBODY = "Nobody is named yet"
ABROAD_NOBODY_HINT = "Choose one organisation or several above, or look at a worked example first."
ABROAD_SEARCHING = "Comparing markets and organisations abroad …"
ABROAD_WHERE = "Which markets"
ABROAD_SUITS = "Suits you"
ABROAD_LOOK = "Look for partners here"
ABROAD_HOW_SURE = (
    "How sure this is: judged on past partnerships whose markets were hidden, the ranking did no better than naming "
    "the markets that most partnerships chose. Take it as a start, and read the reasons."
)
ABROAD_CHECK = "Check eligibility with the markets that are proposed"
ABROAD_WHOM = "Whom to meet"
ABROAD_NONE = "The catalogue has no organisation there. Look in other markets, or import your own list."
ABROAD_MAP = "The numbers are those of the list below, the diamonds are you. Those who share a city stand side by side."
ABROAD_FIT = "Fit, beside the average abroad"
ABROAD_KNOWN = "Whom else you know there"
ABROAD_ORDER = (
    "0.50 is the average organisation abroad. The order is balanced across kinds (of ten, five clusters or "
    "associations, two intermediaries, two chambers or agencies, one research body or park) and across the markets."
)

# Check eligibility.
CHECK_TITLE = "Check eligibility"
CHECK_INTRODUCTION = (
    "Name the members of a consortium, or hand over a file of consortia. Every rule of the call is checked, and each "
    "finding says on which clause it rests and what would change it."
)
CHECK_CALL = "Call"
CHECK_DAY = "As of"
CHECK_DAY_HELP = "The day of the verdict: which countries took part then. Left empty, it is the deadline of the call."
CHECK_WHAT = "What is to be checked"
CHECK_ONE = "One consortium"
CHECK_MANY = "A file"
CHECK_MEMBERS = "Members that apply"
CHECK_PARTNERS = "Associated partners"
CHECK_PARTNERS_PLACEHOLDER = "Who takes part without applying"
CHECK_PARTNERS_HELP = "Associated partners are not counted: they may come from any country."
CHECK_STATED = "What the application says: duration, money, defence, SMEs"
CHECK_DURATION = "Duration, in months"
CHECK_COST = "Total cost, in EUR"
CHECK_SHARE = "Share asked, in EUR"
CHECK_DEFENCE = "Applies under the defence call"
CHECK_SMES = "SMEs are involved"
CHECK_JUSTIFICATION = "Why it takes longer, if it does"
CHECK_NOBODY = "No member is named yet"
CHECK_NOBODY_HINT = "Choose the members above, or look at a consortium that is not eligible and can be mended."
CHECK_EXAMPLE = "Show me an example"
CHECK_ELIGIBLE = "Every rule is met."
CHECK_EVIDENCE = "No rule is broken. What is listed here has to be shown or stated first."
CHECK_NOT_ELIGIBLE = "At least one rule is broken."
CHECK_MEND = "What would mend it"
CHECK_MEND_HINT = "The smallest changes to who is in it, those who fit best first. None was left out of the comparison."
CHECK_NO_MEND = "No change to who is in it mends it: what fails is said above."
CHECK_TAKE = "Change it so"
CHECK_SOURCE = "the page Check eligibility"
CHECK_KEEP = "Take it with you"
CHECK_DOCX = "Report as a document (DOCX)"
CHECK_XLSX = "Report as a workbook (XLSX)"
CHECK_YAML = "The consortium as a file (YAML)"
YES_NO = {None: "Not stated", True: "Yes", False: "No"}
NOTES_HINT = (
    "A note or a link answers an open question. It counts for the member whom it is about, and never mends a rule that "
    "is broken."
)
NOTE_WHOLE = "The consortium as a whole"
NOTE_RULE = "Rule"
NOTE_MEMBER = "About"
NOTE_TEXT = "Note or link"
NOTE_ATTACH = "Attach"
NOTE_REMOVE = "Take away"
FILE = "File of consortia"
FILE_HINT = (
    "YAML or JSON, or CSV or XLSX with one row for each member. Faulty consortia are named, and the others are checked."
)
FILE_SAMPLE = "Get a sample file"
FILE_CHECKING = "Checking the file …"
FILE_NOT_READ = "Not read"
FILE_VERDICT = "Show only"
FILE_SEARCH = "Name contains"
FILE_NONE = "No consortium of the file is like this. Show other verdicts, or search for another name."

# Portfolio.
PORTFOLIO_TITLE = "Portfolio"
PORTFOLIO_INTRODUCTION = (
    "Find the best set of consortia that do not overlap: groups that you form yourself, or a selection among the "
    "applications of a file."
)
PORTFOLIO_HOW = "What is chosen from"
PORTFOLIO_FORM = "All that the catalogue allows"
PORTFOLIO_CHOOSE = "Applications in a file"
PORTFOLIO_COUNT = "How many consortia"
PORTFOLIO_SIZE_HELP = "How many organisations each consortium has. More than 4 can take the whole time that is allowed."
PORTFOLIO_LIMITS = "Coverage, budget, markets, time"
PORTFOLIO_ECOSYSTEMS = "Ecosystems, at least"
PORTFOLIO_COUNTRIES = "Countries, at least"
PORTFOLIO_BUDGET = "Budget, in EUR"
PORTFOLIO_BUDGET_HELP = (
    "For all together; empty for any. A consortium that does not say what it asks costs what a grant of the call is."
)
PORTFOLIO_SECONDS = "Seconds, at most"
PORTFOLIO_SECONDS_HELP = "When time is up you see the best that was found, and how near it is proven to be to the best."
PORTFOLIO_MARKETS_HELP = "The third countries that every consortium targets. Those whose members know them fit better."
PORTFOLIO_ONCE = "Each organisation in one consortium only"
PORTFOLIO_ONCE_HELP = "Without it, an organisation may be in several consortia of the set."
PORTFOLIO_FILE_HINT = (
    "YAML or JSON, or CSV or XLSX with one row for each member. Applications that break a rule or have a fault are "
    "left out, and named."
)
PORTFOLIO_FIND = "Find the best set"
PORTFOLIO_HINT = "Say what you need, then press Find the best set. It takes some seconds."
PORTFOLIO_SEARCHING = "Choosing the best set …"
PORTFOLIO_STOP = "Stop the search"
PORTFOLIO_MORE_TIME = "Allow more seconds, or ask for fewer members."
PORTFOLIO_NONE = (
    "No consortium of this size is left that breaks none of the call's countable rules. Choose another size, or "
    "another call."
)
PORTFOLIO_NONE_OF_FILE = (
    "None of the applications can be chosen: each breaks a rule, has a fault, or costs more than the budget. Raise the "
    "budget, or see under Check eligibility what would mend them."
)
PORTFOLIO_CONSORTIA = "Consortia"
PORTFOLIO_ORGANISATIONS = "Organisations"
PORTFOLIO_PROVEN = "Proven"
PORTFOLIO_SHORT = "Falls short"
PORTFOLIO_COVERAGE = "What the set covers"
PORTFOLIO_BY_COUNTRY = "Organisations by country"
PORTFOLIO_BY_ECOSYSTEM = "Organisations by ecosystem"
PORTFOLIO_MORE = "Who, why, and what is open"
PORTFOLIO_CHECK = "Check its eligibility"
PORTFOLIO_XLSX = "The set as a workbook (XLSX)"
PORTFOLIO_CSV = "The set as a table (CSV)"
PORTFOLIO_KEEP_HINT = "The table has a row for each member, and can be checked as a file under Check eligibility."
RELAX_BUDGET = "raise the budget"
RELAX_ONCE = "let organisations be in several consortia"
RELAX_SIZE = "ask for fewer members in each"
RELAX_SECONDS = "allow more seconds"


# Catalogue.
CATALOGUE_TITLE = "Catalogue"
CATALOGUE_INTRODUCTION = (
    "Look for organisations by what they work on, by name or by country. Open one to see what is known of it, and go "
    "on from there."
)
CATALOGUE_LIKE = "What are you looking for?"
CATALOGUE_LIKE_PLACEHOLDER = "For example: hydrogen valves for ships"
CATALOGUE_LIKE_HELP = "Topics are found by their meaning, names and acronyms by their letters. Nothing of it is kept."
CATALOGUE_SEARCHING = "Reading your words: the first search takes some seconds …"
CATALOGUE_NONE = "Nobody is like this. Use other words, or take out a filter."
CATALOGUE_OPEN = "Details"
CATALOGUE_BACK = "Back to the list"
VIEW_KEYWORDS = "Works on"
VIEW_SERVICES = "Services"
VIEW_FACTS = "Facts"
VIEW_NO_PARENT = "none"
VIEW_READING = "Reading its texts …"
VIEW_NO_ECOSYSTEM = "None is declared, and none is read with certainty."
VIEW_OWN_PRIORITIES = "S3 priorities of its region that fit it best"
VIEW_OTHER_PRIORITIES = "S3 priorities of other regions that fit it best"
VIEW_PARTNERSHIPS = "Partnerships"
VIEW_NO_PARTNERSHIP = "None is known: it is a newcomer."
VIEW_NO_PARTNER = "no other member is known"
VIEW_PARTNERS = "Find partners for it"
VIEW_BUILD = "Build a consortium with it"
VIEW_ABROAD = "See where it could go"
FIELDS = {
    "name": "Name",
    "short_name": "Short name",
    "kind": "Kind",
    "country": "Country",
    "city": "City",
    "region": "Region",
    "nuts_code": "NUTS code of the region",
    "ecosystems": "Ecosystems",
    "keywords": "Topics",
    "description": "Description",
    "website": "Website",
    "legal_id": "Legal id",
    "parent": "Controlled by",
    "members": "Members",
    "smes": "SMEs among them",
    "founding_year": "Founded in",
    "target_markets": "Target markets",
    "services": "Services",
    "offers": "Offers abroad",
    "requests": "Looks for abroad",
    "platform": "Registered on the platform",
    "contact": "Contact",
    "source": "Source",
}


# Change the catalogue.
CHANGE_TITLE = "Bring your own"
CHANGE_INTRODUCTION = (
    "Import your own organisations and partnerships, merge two entries that are one organisation, or correct a "
    "profile. What you change counts in this session alone, on every page, until you take it with you."
)
CHANGE_HOW = "What to do"
CHANGE_IMPORT = "Import files"
CHANGE_MERGE = "Merge two"
CHANGE_EDIT = "Correct one"
CHANGE_EMPTY = "(empty)"
IMPORT_HINT = (
    "A table has one row for each organisation, with at least the columns *name* and *country*; partnerships and their "
    "members may be tables too. You see what would change before anything does."
)
IMPORT_FILES = "Files (CSV or XLSX)"
IMPORT_READING = "Reading the files …"
IMPORT_ALL = "Import"
IMPORT_GOOD = "Import the good rows only"
MERGE_HINT = "These are probably one organisation each. Look at them side by side, or choose any two below."
MERGE_NONE = "No two organisations of the catalogue look like one. Choose any two to merge them nevertheless."
MERGE_LOOK = "Look at both"
MERGE_KEPT = "The one that stays"
MERGE_DROPPED = "The one that becomes part of it"
MERGE_COLUMNS = ("Field", "Stays", "Becomes part of it", "Together")
MERGE_TABLE = "The two organisations side by side, and what they are together"
EDIT_WHOM = "Which organisation"
EDIT_HINT = "Choose an organisation to see and correct what the catalogue says of it."
EDIT_LISTS = "Every field but name and country may be empty. Separate several topics or services with semicolons."
EDIT_NONE = "None is known"
EDIT_SAVE = "Save in this session"
EDIT_SAVED = "Saved in this session."
OWN_TITLE = "What you changed"
OWN_SEE = "See and keep the changes"
OWN_READING = "Reading the profiles of your catalogue …"
OWN_KEEP = (
    "It is gone when you close this page. To keep it, download the files and unpack them; "
    "`MATCHMAKER_CATALOGUE=catalogue make app` opens the app on them for good."
)
OWN_DOWNLOAD = "Download the catalogue (ZIP of CSV files)"
OWN_DROP = "Forget the changes"
VIEW_EDIT = "Correct its entry"


def opening(done: int, total: int) -> str:
    """Say how far the reading of profiles is."""
    return f"Reading profiles: {done} of {total}. This happens once; then they are remembered."


def start_example(organisation: str, call: str) -> str:
    """Say what the worked example asks."""
    return f"With whom could {organisation} go to Japan and the United States under the call {call}?"


def example(organisation: str) -> str:
    """Name the worked example."""
    return f"Show me an example: {organisation}"


def members(size: int) -> str:
    """Name a size of consortia."""
    return f"{size} members"


def best(count: int) -> str:
    """Name how many consortia are shown."""
    return f"the best {count}"


def found(count: int, size: int, organisations: Sequence[str]) -> str:
    """Head the list of suggestions; `organisations` are in all of them."""
    given = f" with {listed(organisations)}" if organisations else ""
    if count == 1:
        return f"The best consortium of {size}{given}"
    return f"The {count} best consortia of {size}{given}"


def under(title: str, call_id: str, *, exact: bool, bound: float | None, difference: int) -> str:
    """Say under which call was searched, and how thoroughly; `bound` is a fit from 0 to 1."""
    best = "" if bound is None else f" None has a fit above {bound:.2f}."
    if exact and difference == 1:
        searched = "Every consortium that its countable rules allow was compared: these are exactly the best."
    elif exact:
        searched = f"Chosen from all that its countable rules allow, so that any two differ by {members(difference)}."
    else:
        searched = f"Time ran out before all were compared: there may be better ones.{best}"
    return f"Call: {title} ({call_id}). {searched}"


def seconds(count: int) -> str:
    """Name a time."""
    return "1 minute" if count == 60 else f"{count} seconds"


def difference(count: int) -> str:
    """Name by how many members consortia differ."""
    return f"by at least {count} member" if count == 1 else f"by at least {count} members"


def number(rank: int) -> str:
    """Name a consortium by its rank."""
    return f"Number {rank}"


def closer_help(rank: int) -> str:
    """Say what the button does."""
    return f"See how the members of number {rank} are connected, and swap one of them"


def without(label: str) -> str:
    """Ask for consortia without somebody."""
    return f"Not {label}"


def without_help(label: str) -> str:
    """Say what the button does."""
    return f"Show no consortium with {label}"


def always_help(label: str) -> str:
    """Say what the button does."""
    return f"Show only consortia with {label}"


def candidate_fit(label: str, fit: float, change: float) -> str:
    """Name who could come, and what becomes of the fit."""
    return f"{label}: fit {fit:.2f} ({signed(change)})"


def comparison(one: str, other: str) -> str:
    """Say of what a table is, to those who do not see it."""
    return f"Compared: {one} and {other}"


def joined_by(count: int) -> str:
    """Say how many partnerships join members of a consortium."""
    if not count:
        return "No two of them were in the same partnership, as far as is known."
    return f"{_counted(count, 'partnership joins', 'partnerships join')} at least two of them."


def connections(labels: Sequence[str], shared: Sequence[tuple[str, int, Sequence[str]]]) -> str:
    """Describe the picture to those who do not see it."""
    joins = "; ".join(f"{acronym} ({year}): {listed(who)}" for acronym, year, who in shared)
    return f"Partnerships of {listed(labels)}. {f'Joined by {joins}.' if joins else joined_by(0)}"


def rank(place: int, *, exact: bool) -> str:
    """Say where a consortium stands among all that are allowed."""
    return f"It is number {place:,} of all." if exact else f"It is number {place:,} of all, or comes later."


def best_with(organisations: Sequence[str]) -> str:
    """Head the consortium that was asked about."""
    return f"The best with {listed(organisations)}"


def ruled_out(organisations: Sequence[str]) -> str:
    """Head what keeps a consortium out."""
    return f"What keeps {listed(organisations)} out"


def obstacle(rule_id: str) -> str:
    """Name what keeps a consortium out of the suggestions."""
    return OBSTACLES.get(rule_id) or rule(rule_id)


def signed(value: float) -> str:
    """Write a difference."""
    return f"{value:+.2f}".replace("-", "\u2212")


def contribution(feature: str) -> str:
    """Name what contributes to a fit, without the terms of statistics."""
    return CONTRIBUTIONS.get(feature, feature[:1].upper() + feature[1:])


def rule(rule_id: str) -> str:
    """Name a rule."""
    return RULES.get(rule_id, rule_id.replace("-", " ").capitalize())


def missing(outcomes: Sequence[Outcome]) -> str:
    """Say how much keeps a consortium from being eligible, and how much advice there is."""
    parts = (
        _counted(outcomes.count(Outcome.FAIL), "rule broken", "rules broken"),
        _counted(outcomes.count(Outcome.EVIDENCE), "open question", "open questions"),
        _counted(outcomes.count(Outcome.ADVICE), "piece of advice", "pieces of advice"),
    )
    return f"What is missing: {', '.join(part for part in parts if part)}"


def passed(rules: Sequence[str]) -> str:
    """List the rules that a consortium keeps."""
    return f"Rules that it keeps: {', '.join(rule(each) for each in rules)}."


def unknown_market(given: str) -> str:
    """Say that an address names a market that is not in the catalogue."""
    return (
        f"The address of this page names {_cut(given)!r} as a market. The catalogue has no such market; it is left out."
    )


def unknown_number(what: str, given: str, offered: Sequence[float], used: float) -> str:
    """Say that an address asks for a number that is not offered."""
    numbers = " or ".join(f"{each:g}" for each in offered)
    return f"The address of this page gives {_cut(given)!r} for {what!r}. Offered are {numbers}; {used:g} is used."


def partners_of(count: int, organisation: str) -> str:
    """Head the list of partners."""
    return f"The best {'partner' if count == 1 else f'{count} partners'} for {organisation}"


def hidden(labels: Sequence[str]) -> str:
    """Name those whom a person does not want to see."""
    return f"Not shown: {', '.join(labels)}"


def shortlist_keep(label: str) -> str:
    """Say what the button does."""
    return f"Put {label} on the shortlist"


def shortlist_drop(label: str) -> str:
    """Say what the button does."""
    return f"Take {label} off the shortlist"


def hide(label: str) -> str:
    """Say what the button does."""
    return f"Do not show {label} again in this session"


def not_offered(what: str, given: str) -> str:
    """Say that an address names something that the catalogue does not have."""
    return f"The address of this page names {_cut(given)!r} as {what}. The catalogue has none such; it is left out."


def described_priorities(*, own: bool) -> str:
    """Head the S3 priorities that fit a description."""
    whose = "of your region" if own else "of other regions"
    return f"S3 priorities {whose} that fit it best:"


def priority(name: str, region: str, strength: float) -> str:
    """Show an S3 priority, and how well it fits."""
    return f"{name} ({region}), fit {strength:.2f}"


def proposed(markets: Sequence[str], numbers: tuple[int, int]) -> str:
    """Name the markets that are proposed, and how many the call asks for at least and encourages at most."""
    named = f"Proposed to start from: {listed(markets)}." if markets else "No market is proposed."
    return f"{named} The call asks for at least {numbers[0]} third countries and encourages no more than {numbers[1]}."


def market(rank: int, name: str, suits: float, *, proposed: bool) -> str:
    """Head one market, with how well it suits from 0 to 1."""
    return f"{rank}. {name}, {suits:.2f}{', proposed' if proposed else ''}"


def look_in(market_name: str) -> str:
    """Say what the button does."""
    return f"Show only organisations in {market_name} and the other markets that are chosen"


def world_map(names: Sequence[str]) -> str:
    """Say in words what a map of the world shows."""
    return f"Map of the world with the organisations of the list below: {'; '.join(names)}"


def europe_map(names: Sequence[str]) -> str:
    """Say in words what a map of Europe shows."""
    return f"Map of Europe with the organisations of the list below: {'; '.join(names)}"


def organisations(count: int) -> str:
    """Say how many organisations there are."""
    return _counted(count, "organisation", "organisations")


def role(name: str) -> str:
    """Name what an organisation abroad does for a consortium."""
    return name[:1].upper() + name[1:]


def unknown_country(given: str) -> str:
    """Say that an address names a market that is no country."""
    return f"The address of this page names {_cut(given)!r} as a market. There is no such country; it is left out."


def unknown_day(given: str) -> str:
    """Say that an address gives a day that is none."""
    return f"The address of this page gives {_cut(given)!r} as a day. Days are written as 2020-12-02; it is left out."


def as_of(call: str, day: date) -> str:
    """Say against what was checked."""
    return f"Call {call}, as of {day.isoformat()}"


def kept(count: int) -> str:
    """Head the rules that a consortium keeps."""
    return f"{_counted(count, 'rule', 'rules')} that it keeps"


def take_out(organisation: str) -> str:
    """Propose that a member goes."""
    return f"Take out {organisation}, or list it as an associated partner"


def add(organisation: str) -> str:
    """Propose that a member comes."""
    return f"Add {organisation}"


def mended(verdict: Verdict, fit: float, failing: Sequence[str]) -> str:
    """Say what becomes of a consortium that is changed so."""
    still = f" Still to mend: {', '.join(rule(each) for each in failing)}." if failing else ""
    return f"Then: {VERDICTS[verdict].lower()}. Fit {fit:.2f}.{still}"


def notes(count: int) -> str:
    """Head the evidence that is attached."""
    return f"Evidence: {_counted(count, 'note', 'notes')} attached" if count else "Attach evidence"


def note(rule_name: str, who: str, text: str) -> str:
    """Show one piece of evidence."""
    return f"{rule_name}, {who}: {text}"


def unknown_columns(names: Sequence[str]) -> str:
    """Name the columns of a file that were not read."""
    return f"Columns that are not known and were not read: {', '.join(names)}"


def problems(count: int, refused: int) -> str:
    """Head what is wrong in a file."""
    wrong = _counted(count, "problem", "problems")
    return f"{wrong}: {_counted(refused, 'consortium was', 'consortia were')} not checked" if refused else wrong


def more_problems(count: int) -> str:
    """Say how many problems are not shown."""
    return f"And {count} more; the reports name them all."


def of_pages(pages: int, count: int) -> str:
    """Label the choice of a page of a long list."""
    return f"Page, of {pages} ({count} consortia)"


def summary(name: str, verdict: Verdict, outcomes: Sequence[Outcome]) -> str:
    """Sum up one consortium of a file in a line."""
    parts = (
        VERDICTS[verdict].lower(),
        _counted(outcomes.count(Outcome.FAIL), "rule broken", "rules broken"),
        _counted(outcomes.count(Outcome.EVIDENCE), "open question", "open questions"),
    )
    return f"{_cut(name)}: {', '.join(part for part in parts if part)}"


def own(count: int) -> str:
    """Say that the session works on its own catalogue."""
    return f"You work on a catalogue of your own, with {_counted(count, 'change', 'changes')} of this session."


def change_added(count: int) -> str:
    """Head what would be new."""
    return f"{_counted(count, 'row', 'rows')} added"


def change_changed(count: int) -> str:
    """Head what would be another."""
    return f"{_counted(count, 'row', 'rows')} changed"


def change_removed(count: int) -> str:
    """Head what would be gone."""
    return f"{_counted(count, 'row', 'rows')} removed"


def change_problems(count: int) -> str:
    """Head what is wrong in files."""
    return _counted(count, "problem", "problems")


def and_more(count: int) -> str:
    """Say how many are not shown."""
    return f"And {count} more."


def place(file: str, row: int, column: str) -> str:
    """Name the place of a problem."""
    return ", ".join(part for part in (file, f"row {row}" if row else "", column and f"column {column}") if part)


def field(column: str) -> str:
    """Name a column."""
    return FIELDS.get(column, column.replace("_", " ").capitalize())


def import_refused(count: int) -> str:
    """Say that some rows cannot be imported, and what to do."""
    return (
        f"{_counted(count, 'row has', 'rows have')} a problem. Mend the file and choose it again, or import the other "
        "rows only. Nothing is imported yet."
    )


def import_refused_file(name: str) -> str:
    """Label the download of refused rows."""
    return f"Download the refused rows with the reasons ({_cut(name)})"


def import_unknown(file: str, columns: Sequence[str]) -> str:
    """Name columns that the program does not use."""
    return f"{file}: columns that the program keeps, but does not use: {', '.join(columns)}"


def import_summary(added: int, changed: int, unchanged: int) -> str:
    """Say what an import would do."""
    if not added and not changed:
        return "Nothing would change: the catalogue says all of it already." if unchanged else "Nothing would change."
    return f"Would be added: {added}. Would be changed: {changed}. Known already: {unchanged}."


def imported(names: str, added: int, changed: int) -> str:
    """Say what was imported."""
    return f"Imported {_cut(names)}: {added} added, {changed} changed."


def duplicate(first: str, second: str, reason: str) -> str:
    """Say that two are probably one."""
    return f"{first} and {second} are probably one organisation: {reason}."


def merge(kept: str, dropped: str) -> str:
    """Label the button that merges two."""
    return f"Make {_cut(dropped)} a part of {_cut(kept)}"


def merged(kept: str, dropped: str) -> str:
    """Say which two were merged."""
    return f"{dropped} is now part of {kept}; its partnerships and its old id are kept."


def edited(name: str, fields: Sequence[str]) -> str:
    """Say what was corrected."""
    return f"Corrected {name}: {', '.join(fields)}."


def catalogue_found(count: int, of: int, *, by_meaning: bool) -> str:
    """Say how many organisations are listed, and in which order."""
    order = "those that are most like your words first" if by_meaning else "by name"
    return f"{_counted(count, 'organisation', 'organisations')} of {of}, {order}"


def catalogue_more(left: int, at_once: int) -> str:
    """Label the button that lengthens the list."""
    return f"Show {min(left, at_once)} more, of {left}"


def catalogue_open(label: str) -> str:
    """Say what the button does."""
    return f"See what is known of {label}"


def partnerships(count: int) -> str:
    """Say in how many partnerships an organisation was."""
    return _counted(count, "partnership", "partnerships") or "no partnership known"


def basis(because: str, *, declared: bool) -> str:
    """Say why an organisation is taken to work in an ecosystem."""
    return f"{'declared' if declared else 'read in its texts'}; closest: {because}"


def number_out_of_range(what: str, given: str, least: int, most: int, used: object) -> str:
    """Say that an address gives a number that cannot be used."""
    instead = "it is left out" if used is None else f"{used} is used"
    return f"The address of this page gives {_cut(given)!r} for {what!r}. Give {least} to {most}; {instead}."


def of(count: int, whole: int) -> str:
    """Say how many of how many."""
    return f"{count} of {whole}"


def portfolio_found(count: int, *, once: bool) -> str:
    """Head a set of consortia."""
    number = _counted(count, "consortium", "consortia")
    return f"{number} that {'does' if count == 1 else 'do'} not overlap" if once and count > 1 else f"Set of {number}"


def portfolio_gap(gap: float, count: int) -> str:
    """Say how near a set is proven to be to the best."""
    of_that_many = f"No other choice of {_counted(count, 'consortium', 'consortia')} within these limits"
    if not gap:
        return f"Proven: {of_that_many[:1].lower()}{of_that_many[1:]} has a higher total fit."
    return f"{of_that_many} has a total fit that is more than {max(100 * gap, 0.01):.2f} % higher: that is proven."


def portfolio_total(total: float) -> str:
    """Say what the fits add up to."""
    number = f"{total:+.2f}".replace("-", "\u2212")
    return f"Total fit: {number} in log-odds, the sum over the consortia."


def portfolio_fewer(count: int, asked: int, relax: Sequence[str], *, proven: bool) -> str:
    """Say that there are fewer consortia than asked for, and what to relax."""
    why = "no more fit within these limits: that is proven" if proven else "no more were found in the time"
    remedy = f" To get more, {' or '.join(relax)}." if relax else ""
    return f"{count} of {asked} were found; {why}.{remedy}"


def portfolio_short(short: int, *, proven: bool) -> str:
    """Say that a set covers fewer ecosystems or countries than asked for."""
    why = "more cannot be had with so many consortia" if proven else "no better was found in the time"
    return (
        f"The set falls short by {short} of the ecosystems and countries that were asked for: {why}. "
        f"Ask for more consortia, or for less coverage."
    )


def portfolio_lacking(names: Sequence[str]) -> str:
    """Name the ecosystems that nobody works in."""
    return f"Nobody works in: {', '.join(names)}"


def portfolio_left_out(count: int) -> str:
    """Head the applications that could not be chosen."""
    return f"{_counted(count, 'application', 'applications')} that could not be chosen"


def left_out(name: str, why: str) -> str:
    """Say why an application could not be chosen."""
    return f"{_cut(name) or 'An application without a name'}: {why}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
