"""A consortium before a call: everything that the rules look at, with names resolved and the day fixed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    earlier calls that had at least one of the applicants as a member. `notes` are the evidence that people attached, by
    rule and by the id of the applicant that it is about, the empty one for the consortium: a rule to which some of the
    members suffice looks at those of whom it is there.
    """

    application: Application
    applicants: tuple[Organisation, ...]
    statuses: Mapping[str, Period]
    day: date
    independence: Independence
    funded: tuple[FundedConsortium, ...]
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def status(self, country: str) -> Status:
        """Return the status of a country on the day."""
        period = self.statuses.get(country)
        return period.status if period else Status.THIRD

    def seat(self, organisation: Organisation) -> str:
        """Return the country that an organisation counts for: the Member State, where it is in a territory of one."""
        period = self.statuses.get(organisation.country)
        return (period.part_of if period else None) or organisation.country

    def countries(self) -> tuple[str, ...]:
        """Return the participating countries that applicants count for, in alphabetical order."""
        return tuple(sorted({self.seat(each) for each in self.applicants if self.status(each.country).participates}))

    def from_unknown(self) -> tuple[Organisation, ...]:
        """Return the applicants from countries of which it is unknown whether they participate."""
        return tuple(each for each in self.applicants if self.status(each.country) is Status.UNKNOWN)
