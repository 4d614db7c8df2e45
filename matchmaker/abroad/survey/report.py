"""What may be told of a survey."""

from dataclasses import dataclass

from matchmaker.abroad.survey.answers import Answers
from matchmaker.abroad.survey.interest import MarketInterest, interests
from matchmaker.abroad.survey.themes import Encode, Theme, themes


@dataclass(frozen=True)
class SurveyReport:
    """What may be told: nothing of those who did not consent, and nothing of fewer than 5 SMEs.

    `dropped` says whether rows were left out because consent is not given. How many they are, or how many SMEs answered
    in all, is not told: what is withheld could be worked out from it.
    """

    dropped: bool
    markets: tuple[MarketInterest, ...]
    themes: tuple[Theme, ...]


def survey_report(answers: Answers, encode: Encode) -> SurveyReport:
    """Return the report of a survey.

    Args:
        answers: of those who consent.
        encode: turns needs into unit vectors, and must leave no trace of them.
    """
    return SurveyReport(
        dropped=answers.dropped > 0, markets=interests(answers.given), themes=themes(answers.given, encode)
    )
