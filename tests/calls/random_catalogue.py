"""Random catalogues for properties and differential tests: few organisations, so that all that can clash does."""

from hypothesis import strategies as st

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.catalogue.partnership import Completeness, Membership, Partnership

COUNTRIES = ("ES", "DE", "FR", "GB", "TR", "XK", "NO", "CH", "US", "RE")
# Of the 2020 call's list, by another name, not of it, and unknown.
_CALLS = ("COS-CLUSTER-2014-3-03", "cos-clusint-2019-3-01", "COS-CLUSTER-2018-03-02", "")
_FUNDING = ("funded", "unknown", "voluntary")
_PROGRAMMES = ("ESCP-4i", "ESCP-S3", "")


@st.composite
def catalogues(draw: st.DrawFn, smallest: int = 4, largest: int = 8) -> Catalogue:
    """Organisations of random countries, kinds, legal ids, parents, and partnerships that were funded or not."""
    ids = [f"o-{at}" for at in range(draw(st.integers(smallest, largest)))]
    organisations = [
        Organisation(
            id=each,
            name=f"Organisation {each}",
            country=draw(st.sampled_from(COUNTRIES)),
            kind=draw(st.sampled_from((*[Kind.CLUSTER] * 4, *Kind))),
            legal_id=draw(st.sampled_from((f"own {each}", f"own {each}", "", "n/a", "A", "B"))),
            parent=draw(st.sampled_from(("none", "none", "", "unknown", "Holding", *ids))),
            platform=draw(st.sampled_from((*[Platform.REGISTERED] * 4, *Platform))),
            aliases=(f"formerly-{each}",),
        )
        for each in ids
    ]
    partnerships = [
        Partnership(
            f"P{at}",
            2018,
            programme=draw(st.sampled_from(_PROGRAMMES)),
            call_id=draw(st.sampled_from(_CALLS)),
            funding=draw(st.sampled_from(_FUNDING)),
            members_complete=draw(st.sampled_from((*[Completeness.YES] * 3, *Completeness))),
        )
        for at in range(draw(st.integers(0, 4)))
    ]
    memberships = [
        Membership(partnership.acronym, draw(st.sampled_from((member, f"formerly-{member}"))))
        for partnership in partnerships
        for member in draw(st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True))
    ]
    return Catalogue(tuple(organisations), tuple(partnerships), tuple(memberships))
