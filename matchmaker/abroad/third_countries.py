"""Which countries are third countries to a call: those that no applicant may ever be established in."""

from dataclasses import dataclass
from functools import cached_property

from matchmaker.calls.call import Call
from matchmaker.countries import in_words
from matchmaker.errors import BadInput
from matchmaker.wording import capitalised, listed


@dataclass(frozen=True)
class ThirdCountries:
    """The third countries of a call.

    A country that participates, or of which that is unknown, on any day that the call knows of is none of them: what
    holds on one day must not make an organisation of a participating country a partner abroad on another.
    """

    call: Call

    def __contains__(self, country: str) -> bool:
        """Return whether a country (alpha-2) is a third country."""
        return country not in self._participating

    @cached_property
    def _participating(self) -> frozenset[str]:
        return frozenset(period.country for period in self.call.countries if period.status.may_participate)

    def check(self, markets: tuple[str, ...]) -> None:
        """Check that markets are third countries.

        Raises:
            BadInput: one is not; the error says which.
        """
        wrong = [in_words(market) for market in markets if market not in self]
        if wrong:
            are = "is a country" if len(wrong) == 1 else "are countries"
            raise BadInput(
                f"{capitalised(listed(wrong))} {are} of {self.call.id}, whose applicants may be established "
                f"there, and no market abroad. Choose third countries."
            )
