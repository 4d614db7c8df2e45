"""A small catalogue in which everything is known, and a complete application: what a test is about differs from it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from matchmaker.calls.application import Application, Member, Role
from matchmaker.calls.call import Call, load_call
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import Completeness, Membership, Partnership
from matchmaker.shipped import shipped

CALLS = shipped("data") / "calls"
GO_INTERNATIONAL = "GRO/SME/20/C/02"
EUROCLUSTERS = "SMP-COSME-2021-CLUSTER"
HORIZON = "HORIZON-EUROPE-COLLABORATIVE"


@cache
def call(name: str = GO_INTERNATIONAL) -> Call:
    return load_call(CALLS, name)


def organisation(name: str, **facts: Any) -> Organisation:
    """A cluster organisation whose country is the beginning of its id, and of which everything is known."""
    known: dict[str, Any] = {
        "name": f"Cluster {name}",
        "country": name[:2].upper(),
        "kind": Kind.CLUSTER,
        "legal_id": f"REG-{name}",
        "parent": "none",
        "platform": Platform.REGISTERED,
    }
    return Organisation(id=name, **(known | facts))


_PLAIN = (
    "es-a es-b es-c de-a de-b fr-a it-a pl-a gb-a no-a ch-a li-a xk-a tr-a is-a rs-a ua-a md-a am-a al-a ba-a me-a "
    "mk-a us-a jp-a ge-a be-a nl-a se-a dk-a fi-a at-a cz-a hu-a ie-a pt-a ro-a gr-a "
    "ee-a lt-a lv-a hr-a si-a sk-a bg-a cy-a"
)
_SPECIAL = (
    organisation("de-network", kind=Kind.NETWORK),
    organisation("de-other", kind=Kind.OTHER),
    organisation("de-kind-unknown", kind=Kind.UNKNOWN),
    organisation("de-planned", platform=Platform.PLANNED),
    organisation("de-platform-no", platform=Platform.NO),
    organisation("de-platform-unknown", platform=Platform.UNKNOWN),
    organisation("de-owner-unknown", parent=""),
    organisation("de-owner-said-unknown", parent="Unknown"),
    organisation("de-id-unknown", legal_id=""),
    organisation("de-id-na", legal_id="n/a"),
    organisation("it-id-na", legal_id="n/a"),
    organisation("es-same-id", legal_id="reg es a"),
    organisation("de-same-id", legal_id="reg es a"),
    organisation("fr-child-by-number", parent="reg. IT A"),
    organisation("de-of-nobody", parent="nobody"),
    organisation("fr-no-parent", parent="No parent"),
    organisation("it-none", parent="None."),
    organisation("pl-no", parent="no"),
    organisation("fr-itself", parent="itself"),
    organisation("no-owner-unknown", parent=""),
    organisation("tr-owner-unknown", parent=""),
    organisation("re-a"),
    organisation("ax-a"),
    organisation("gi-a"),
    organisation("de-child-of-es-a", parent="es-a"),
    organisation("fr-child-by-name", parent="Cluster es-a"),
    organisation("it-grandchild-of-es-a", parent="de-child-of-es-a"),
    organisation("fr-of-holding", parent="Holding AG"),
    organisation("it-of-holding", parent="holding ag"),
    organisation("de-under-top", parent="at-middle"),
    organisation("at-middle", parent="hu-top"),
    organisation("fr-under-top", parent="it-middle"),
    organisation("it-middle", parent="hu-top"),
    organisation("hu-top"),
    organisation("de-deep", parent="at-deep"),
    organisation("at-deep", parent="cz-deep", legal_id=""),
    organisation("cz-deep", parent="Group of groups SE"),
    organisation("fr-deep", parent="it-deep"),
    organisation("it-deep", parent="pt-deep"),
    organisation("pt-deep", parent="GROUP OF GROUPS, SE"),
    organisation("de-circle", parent="fr-circle"),
    organisation("fr-circle", parent="de-circle"),
    organisation("es-merged", aliases=("es-before", "es-long-before")),
    organisation("nl-twin", legal_id="REG-nl-a"),
)
# acronym: call, funding, whether these members are all, members
_PARTNERSHIPS = {
    "OLD": ("COS-CLUSTER-2014-3-03", "funded", "yes", "be-a nl-a se-a"),
    "BIG": ("COS-CLUSINT-2016-03-01", "funded", "yes", "cz-a hu-a ie-a pt-a ro-a"),
    "DEFENCE": ("COS-CLUSINT-2017-03-6", "funded", "yes", "be-a dk-a at-a"),
    "RECENT": ("COS-CLUSINT-2019-3-01", "funded", "yes", "fi-a gr-a at-a"),
    "VOLUNTARY": ("COS-CLUSTER-2014-3-03", "voluntary", "yes", "es-b de-b it-a"),
    "PERHAPS": ("COS-CLUSTER-2014-3-03", "unknown", "yes", "es-c de-b pl-a"),
    "EXCELLENCE": ("COS-CLUSTER-2018-03-02", "funded", "yes", "es-c de-a fr-a"),
    "NO CALL": ("", "funded", "yes", "es-c it-a rs-a"),
    "ONE KNOWN": ("COS-CLUSINT-2016-03-01", "funded", "unknown", "ua-a"),
    "MERGED": ("COS-CLUSINT-2016-03-01", "funded", "yes", "es-before gb-a tr-a"),
    "THREE KNOWN": ("COS-CLUSINT-2016-03-01", "funded", "unknown", "ee-a lt-a lv-a"),
    "THREE OF MORE": ("COS-CLUSINT-2016-03-01", "funded", "no", "hr-a si-a sk-a"),
    "TWO SAID TO BE ALL": ("COS-CLUSINT-2016-03-01", "funded", "yes", "bg-a cy-a"),
}


@cache
def catalogue() -> Catalogue:
    return Catalogue(
        organisations=(*(organisation(name) for name in _PLAIN.split()), *_SPECIAL),
        partnerships=tuple(
            Partnership(
                acronym,
                2018,
                programme="ESCP-4i",
                call_id=call_id,
                funding=funding,
                members_complete=Completeness(complete),
            )
            for acronym, (call_id, funding, complete, _) in _PARTNERSHIPS.items()
        ),
        memberships=tuple(
            Membership(acronym, member)
            for acronym, (_, _, _, members) in _PARTNERSHIPS.items()
            for member in members.split()
        ),
    )


COMPLETE: Mapping[str, Any] = {
    "markets": ["JP", "US"],
    "duration": 36,
    "total_cost": 600_000,
    "share_asked": 540_000,
    "defence": False,
    "smes_involved": True,
}


def application(members: str, **facts: Any) -> Application:
    """A complete application: `members` are ids; one in brackets is an associated partner. None leaves a fact out."""
    stated = {name: value for name, value in (COMPLETE | facts).items() if value is not None}
    return Application.model_validate(stated | {"members": [_member(each) for each in members.split()]})


def _member(given: str) -> Member:
    role = Role.ASSOCIATED if given.startswith("(") else Role.MEMBER
    return Member(organisation=given.strip("()"), role=role, evidence={"services": "annual report"})
