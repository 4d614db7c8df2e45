"""A consortium before a call: everything that the rules look at, with names resolved and the day fixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.calls.application import Application
from matchmaker.calls.funded import FundedConsortium
from matchmaker.calls.independence import Independence
from matchmaker.calls.status import Period, Status
from matchmaker.catalogue.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Case:
    """One consortium on one day.

    `applicants` are the members that are counted, by id, associated partners left out; an organisation that is given
    twice stands there twice. `statuses` are the periods that hold on `day`, by country. `funded` are the consortia of
    earlier calls that had at least one of the applicants as a member.
    """

    application: Application
    applicants: tuple[Organisation, ...]
    statuses: Mapping[str, Period]
    day: date
    independence: Independence
    funded: tuple[FundedConsortium, ...]

    def status(self, country: str) -> Status:
        """Return the status of a country on the day."""
        period = self.statuses.get(country)
        return period.status if period else Status.THIRD

    def countries(self) -> tuple[str, ...]:
        """Return the participating countries that applicants are from, in alphabetical order."""
        return tuple(sorted({each.country for each in self.applicants if self.status(each.country).participates}))

    def from_unknown(self) -> tuple[Organisation, ...]:
        """Return the applicants from countries of which it is unknown whether they participate."""
        return tuple(each for each in self.applicants if self.status(each.country) is Status.UNKNOWN)
