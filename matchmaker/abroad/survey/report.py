"""What may be told of a survey."""

from dataclasses import dataclass

from matchmaker.abroad.survey.answers import Answers
from matchmaker.abroad.survey.disclosure import SMALLEST
from matchmaker.abroad.survey.interest import MarketInterest, interests, withheld
from matchmaker.abroad.survey.themes import Encode, Theme, themes
from matchmaker.wording import counted


@dataclass(frozen=True)
class SurveyReport:
    """What may be told: nothing of those who did not consent, and nothing of fewer than 5 SMEs.

    `dropped` says whether rows were left out because consent is not given. How many they are, or how many SMEs answered
    in all, is not told: what is withheld could be worked out from it. `withheld` counts the groups, of one organisation
    and one market each, that are too small to be told of, and `repeated` the rows that were not counted because the
    same SME had answered about the same market under another organisation.
    """

    dropped: bool
    withheld: int
    repeated: int
    markets: tuple[MarketInterest, ...]
    themes: tuple[Theme, ...]


def survey_report(answers: Answers, encode: Encode) -> SurveyReport:
    """Return the report of a survey.

    Args:
        answers: of those who consent.
        encode: turns needs into unit vectors, and must leave no trace of them.
    """
    return SurveyReport(
        dropped=answers.dropped > 0,
        withheld=withheld(answers.given),
        repeated=answers.repeated,
        markets=interests(answers.given),
        themes=themes(answers.given, encode),
    )


def withheld_words(report: SurveyReport) -> str:
    """Return how much of a survey is withheld because groups are small, as sentences."""
    if not report.withheld:
        return f"No group of fewer than {SMALLEST} SMEs had to be withheld."
    groups = counted(report.withheld, "group")
    return f"{groups} of fewer than {SMALLEST} SMEs withheld; no total includes what is withheld."
